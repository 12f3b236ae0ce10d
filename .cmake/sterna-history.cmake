# SPDX-License-Identifier: BSL-1.0

# cmake -D LIST=<file> -D TEXTS=<file> -D DIRECTORY=<directory> -D OUTPUT=<directory> -D NAMESPACE=<namespace>
#       -D POLICY=<header or nothing> -P sterna-history.cmake
#
# Writes history.hpp and unchecked_history.hpp, with all migrations of the files that LIST names, one a line; and
# sql_files.hpp, with the texts of those that TEXTS names, by their paths from DIRECTORY on. Called by
# sterna_add_migrations.
cmake_minimum_required(VERSION 3.25)

set(blank "[ \t\r\n]*")
set(identifier "[A-Za-z_][A-Za-z0-9_]*")

# The text of a file without comments, and without what stands inside literals.
function(read_code file result)
  file(READ "${file}" rest)
  set(code "\n")
  while(TRUE)
    string(REGEX MATCH "R\"[^ ()\\\\\"\n]*\\(|//|/\\*|\"|'" token "${rest}")
    if(token STREQUAL "")
      break()
    endif()
    string(FIND "${rest}" "${token}" at)
    string(SUBSTRING "${rest}" 0 ${at} before)
    string(APPEND code "${before} ")
    string(LENGTH "${token}" length)
    math(EXPR at "${at} + ${length}")
    string(SUBSTRING "${rest}" ${at} -1 rest)
    if(token STREQUAL "//")
      set(end "\n")
    elseif(token STREQUAL "/*")
      set(end "*/")
    elseif(token MATCHES "^R\"(.*)\\($")
      set(end ")${CMAKE_MATCH_1}\"")
    else()
      # a character, or the separator of 1'000, behind which nothing is passed over; or a string
      set(literal "^(\\\\[^\n]|[^'\\\\\n])'")
      if(token STREQUAL "\"")
        set(literal "^[^\"\\\\\n]*(\\\\.[^\"\\\\\n]*)*\"")
      endif()
      if(rest MATCHES "${literal}")
        string(LENGTH "${CMAKE_MATCH_0}" length)
        string(SUBSTRING "${rest}" ${length} -1 rest)
      endif()
      continue()
    endif()
    string(FIND "${rest}" "${end}" at)
    if(at EQUAL -1)
      set(rest "")
    else()
      string(LENGTH "${end}" length)
      math(EXPR at "${at} + ${length}")
      string(SUBSTRING "${rest}" ${at} -1 rest)
      if(end STREQUAL "\n")
        string(PREPEND rest "\n")
      endif()
    endif()
  endwhile()
  set(${result} "${code}${rest}" PARENT_SCOPE)
endfunction()

# The names NAME of all  auto NAME = <word>(,  where the word may be qualified. No other use of the word is let through,
# since a migration that is overlooked would be missing without a word.
function(names_of file word result)
  read_code("${file}" code)
  set(qualified "(${identifier}${blank}::${blank}|::${blank})*${word}${blank}\\(")
  string(REGEX MATCHALL "[^A-Za-z0-9_]auto[ \t\r\n]+${identifier}${blank}=${blank}${qualified}" found "${code}")
  string(REGEX MATCHALL "[^A-Za-z0-9_]${word}${blank}\\(" used "${code}")
  list(LENGTH found definitions)
  list(LENGTH used uses)
  if(NOT definitions EQUAL uses)
    message(FATAL_ERROR "${file}: ${uses} times ${word}(...), and only ${definitions} of them as"
                        "  inline constexpr auto NAME = ${word}(...);  write all like that")
  endif()
  list(TRANSFORM found REPLACE "^.auto[ \t\r\n]+(${identifier}).*$" "\\1")
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

set(includes "")
set(names "")
if(POLICY)
  names_of("${POLICY}" "rules" names)
  list(LENGTH names count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${POLICY}: a policy's header defines one"
                        "  inline constexpr auto NAME = sterna::policy::rules(...)  in namespace ${NAMESPACE}; here are ${count}")
  endif()
  string(APPEND includes "#include \"${POLICY}\"\n")
endif()

file(STRINGS "${LIST}" files ENCODING UTF-8)
foreach(file IN LISTS files)
  names_of("${file}" "migration" found)
  if(NOT found)
    set(hint "files with other things belong into another directory")
    if(file MATCHES "/history\\.hpp$")
      set(hint "the history is collected by sterna_add_migrations, so delete it")
    endif()
    message(FATAL_ERROR "${file}: there is no"
                        "  inline constexpr auto NAME = migration(\"...\", \"...\")  in it; ${hint}")
  endif()
  foreach(name IN LISTS found)
    if(name IN_LIST names)
      message(FATAL_ERROR "${file}: '${name}' is the name of another migration too, ${owner_of_${name}};"
                          " rename one of them")
    endif()
    set(owner_of_${name} "in ${file}")
    list(APPEND names ${name})
  endforeach()
  string(APPEND includes "#include \"${file}\"\n")
endforeach()

if(includes)
  string(PREPEND includes "\n")
endif()
list(JOIN names ",\n    " arguments)
if(arguments)
  string(PREPEND arguments "\n    ")
endif()
foreach(kind IN ITEMS history unchecked_history)
  file(CONFIGURE OUTPUT "${OUTPUT}/${kind}.hpp" @ONLY CONTENT
"// Made by sterna_add_migrations from the files included here; edit those.
#pragma once

#include <sterna/history/@kind@.hpp>
@includes@
namespace @NAMESPACE@ {

inline constexpr auto @kind@ = sterna::@kind@<@arguments@>;

}  // namespace @NAMESPACE@
")
endforeach()

# A raw string literal of a text, whatever stands in it.
function(raw_literal text result)
  set(mark "sterna")
  set(count 0)
  while(TRUE)
    string(FIND "${text}" ")${mark}\"" at)
    if(at EQUAL -1)
      break()
    endif()
    math(EXPR count "${count} + 1")
    set(mark "sterna${count}")
  endwhile()
  set(${result} "R\"${mark}(${text})${mark}\"" PARENT_SCOPE)
endfunction()

set(texts "")
file(STRINGS "${TEXTS}" files ENCODING UTF-8)
foreach(file IN LISTS files)
  cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${DIRECTORY}" OUTPUT_VARIABLE path)
  file(READ "${file}" text)
  raw_literal("${path}" path)
  raw_literal("${text}" text)
  string(APPEND texts "  if (path == ${path}) return sterna::text_of(${text});\n")
endforeach()
file(CONFIGURE OUTPUT "${OUTPUT}/sql_files.hpp" @ONLY CONTENT
"// Made by sterna_add_migrations from the files *.sql beside the migrations; edit those.
#pragma once

#include <sterna/sql/file.hpp>

namespace @NAMESPACE@ {

/// The text of a file by its path, which begins beside the migrations. Does not compile where there is none.
[[nodiscard]] consteval std::string_view sql_file(std::string_view path) {
@texts@  sterna::no_such_sql_file_beside_the_migrations();
  return {};
}

}  // namespace @NAMESPACE@
")
