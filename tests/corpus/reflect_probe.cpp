// SPDX-License-Identifier: BSL-1.0
// reflect_probe URL [privileges]: the statements of what is reflected to stdout, the notes to stderr. reflect_probe URL
// time: how long it takes, in milliseconds.
#include <sterna/history/derive.hpp>
#include <sterna/postgresql/reflect.hpp>
#include <sterna/sterna.hpp>

#include <chrono>
#include <iostream>
#include <string_view>

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: reflect_probe URL [privileges|time]\n";
    return 2;
  }
  try {
    sterna::connection db(sterna::parse_url(argv[1], "the command line"));
    const auto begin = std::chrono::steady_clock::now();
    const std::string_view how = argc > 2 ? argv[2] : "";
    sterna::reflect_options options;
    options.privileges = how == "privileges";
    const sterna::reflected found = sterna::reflect(db, options);
    if (how == "time") {
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
      std::cout << took.count() << ' ' << found.ops().operations.size() << '\n';
      return 0;
    }
    sterna::sql_writer out;
    sterna::render(found.ops(), out);
    for (const auto& statement : out.statements()) {
      std::cout << out.text_of(statement) << '\0';
    }
    for (const std::string& note : found.notes()) {
      std::cerr << note << '\n';
    }
  } catch (const sterna::error& e) {
    std::cerr << "FAILED: " << e.what() << '\n';
    return 1;
  }
}
