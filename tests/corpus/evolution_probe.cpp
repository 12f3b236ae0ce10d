// SPDX-License-Identifier: BSL-1.0
// evolution_probe FROM TO [RENAME ...]: what autogenerate makes of two databases, and what undoes it. Each record ends
// with a NUL byte, and its first byte says what it is: U a statement, D one of the derived downgrade, I why there is
// none, N a note, L a difference that is left, W an op as C++ words. RENAME is as for `revision --rename`.
#include <sterna/autogenerate/diff.hpp>
#include <sterna/autogenerate/rename_hints.hpp>
#include <sterna/autogenerate/words.hpp>
#include <sterna/history/derive.hpp>
#include <sterna/postgresql/reflect.hpp>
#include <sterna/sterna.hpp>

#include <iostream>
#include <memory>

namespace {

void say(char what, std::string_view text) { std::cout << what << text << '\0'; }

/// The statements of a script, but for loops over rows: databases without any are compared.
void say_statements(char what, const sterna::script& ops) {
  sterna::sql_writer out;
  sterna::render(ops, out);
  for (const auto& one : out.statements()) {
    const sterna::operation& op = ops.operations[static_cast<std::size_t>(one.operation) - 1];
    if (op.what != sterna::op_kind::backfill) say(what, out.text_of(one));
  }
}

/// What does not fit, and a line.
[[nodiscard]] sterna::error refused(const sterna::verdict& found) {
  sterna::sql_writer sentence;
  sterna::write_message(found, {}, sentence);
  return sterna::error("refused: " + std::string(sentence.text()));
}

/// Each op as what it stands for in the schema that it meets; plays them there.
[[nodiscard]] sterna::script_builder completed(const sterna::script& ops, sterna::catalog& in) {
  sterna::script_builder made;
  for (const sterna::operation& op : ops.operations) {
    const sterna::verb& what = sterna::verb_of(op);
    const sterna::catalog::mark before = in.here();
    if (!what.effect(op, ops, in)) throw refused(in.found);
    if (what.complete == nullptr) {
      sterna::detail::copy_operation(op, ops, made);
    } else if (!what.complete(op, ops, sterna::changes{in, before, in.state}, made)) {
      throw sterna::error("not complete: " + std::string(what.word));
    }
  }
  return made;
}

void compare(char** urls, char** renames, int count) {
  sterna::connection was(sterna::parse_url(urls[0], "the command line"));
  sterna::connection is(sterna::parse_url(urls[1], "the command line"));
  sterna::reflected from = sterna::reflect(was);
  const sterna::reflected to = sterna::reflect(is);
  for (const std::string& note : to.notes()) say('N', "reflected: " + note);
  sterna::diff_options options;
  for (int i = 0; i < count; ++i) options.renames.push_back(sterna::rename_hint_of(renames[i], from.world()));
  const sterna::generated made = sterna::diff(from.world(), to.world(), options);
  for (const std::string& note : made.notes) say('N', note);
  if (made.left) say('L', sterna::sentence_of(made.left));

  const sterna::graph none({});
  sterna::replay played(none);
  sterna::catalog met;
  std::vector<std::string> notes;
  sterna::detail::play_into(played.world(), from.ops(), notes);
  sterna::detail::play_into(met, from.ops(), notes);
  std::vector<sterna::script_builder> downs;
  for (const sterna::generated_migration& each : made.migrations) {
    if (!played.play(each.ops.view(), false, each.irreversible.empty())) throw refused(played.world().found);
    const sterna::script_builder whole = completed(each.ops.view(), met);
    say_statements('U', whole.view());
    for (const std::string& word : sterna::words_of(each.ops.view(), 12)) say('W', word);
    if (!each.irreversible.empty()) say('I', each.irreversible);
    downs.push_back(played.take_derived().ops);
  }
  for (std::size_t i = downs.size(); i-- > 0;) say_statements('D', downs[i].view());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: evolution_probe FROM TO [RENAME ...]\n";
    return 2;
  }
  try {
    compare(argv + 1, argv + 3, argc - 3);
  } catch (const sterna::error& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
