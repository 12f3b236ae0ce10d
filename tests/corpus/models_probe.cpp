// SPDX-License-Identifier: BSL-1.0
// models_probe URL: the models.hpp of a database to stdout, the notes to stderr.
#include <sterna/autogenerate/tidy.hpp>
#include <sterna/autogenerate/words.hpp>
#include <sterna/postgresql/reflect.hpp>
#include <sterna/postgresql/url.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: models_probe URL\n";
    return 2;
  }
  try {
    sterna::connection db(sterna::parse_url(argv[1], "the command line"));
    const sterna::reflected found = sterna::reflect(db);
    const sterna::tidy_models made = sterna::tidied(found.ops(), found.world());
    std::cout << sterna::models_text(made.ops.view(), "app");
    for (const auto* notes : {&found.notes(), &made.notes}) {
      for (const std::string& note : *notes) {
        std::cerr << note << '\n';
      }
    }
  } catch (const sterna::error& e) {
    std::cerr << "FAILED: " << e.what() << '\n';
    return 1;
  }
}
