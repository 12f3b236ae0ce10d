# SPDX-License-Identifier: BSL-1.0

# sterna_add_migrations(<target> DIRECTORY <directory> [NAMESPACE <namespace>] [POLICY <header>]
#                       [MODELS <header>] [IGNORE <pattern>...])
#
# Makes the migrations in the files *.hpp of a directory the history of an application. The target may include
# "<last part of the directory>/history.hpp", which has <namespace>::history (the namespace is app unless said). The
# policy's header defines one auto NAME = sterna::policy::rules(...) in that namespace. Where CLI11 and nlohmann-json
# are there, the program <target>-migrate is built too: the command line of that history. The models' header defines
# <namespace>::models; the target does not build where the history does not lead there, unless STERNA_CHECK_MODELS is
# off. What IGNORE names, "audit.*" or "index:ix_tmp_*", is left alone by the commands that compare schemas.
#
# The texts of the files *.sql, of directories within too, are in "<last part of the directory>/sql_files.hpp":
# <namespace>::sql_file("functions/touch.sql") is one of them in the compiler.
option(STERNA_CHECK_MODELS "Refuse to build an application whose models its history does not lead to" ON)
function(sterna_add_migrations target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;NAMESPACE;POLICY;MODELS" "IGNORE")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "sterna_add_migrations: there is no target ${target}")
  endif()
  if(arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "sterna_add_migrations: what is meant by"
                        " ${arg_UNPARSED_ARGUMENTS}${arg_KEYWORDS_MISSING_VALUES}? It takes <target> DIRECTORY <directory> [NAMESPACE <namespace>] [POLICY <header>]"
                        " [MODELS <header>] [IGNORE <pattern>...]")
  endif()
  if(NOT arg_NAMESPACE)
    set(arg_NAMESPACE app)
  endif()
  if(NOT arg_DIRECTORY)
    message(FATAL_ERROR "sterna_add_migrations: it needs DIRECTORY <directory>")
  endif()
  cmake_path(ABSOLUTE_PATH arg_DIRECTORY BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE directory)
  string(REGEX REPLACE "/$" "" directory "${directory}")
  if(NOT IS_DIRECTORY ${directory})
    message(FATAL_ERROR "sterna_add_migrations: there is no directory ${directory}; make it, it may be empty")
  endif()
  set(policy "")
  if(arg_POLICY)
    cmake_path(ABSOLUTE_PATH arg_POLICY BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE policy)
    if(NOT EXISTS ${policy})
      message(FATAL_ERROR "sterna_add_migrations: there is no policy ${policy}")
    endif()
  endif()
  set(models "")
  if(arg_MODELS)
    cmake_path(ABSOLUTE_PATH arg_MODELS BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE models)
    if(NOT EXISTS ${models})
      message(FATAL_ERROR "sterna_add_migrations: there are no models ${models}")
    endif()
  endif()

  # The script reads the files when they change; the list of them is a file itself, so that one less counts too.
  file(GLOB files CONFIGURE_DEPENDS LIST_DIRECTORIES false ${directory}/*.hpp)
  list(FILTER files EXCLUDE REGEX "/\\.[^/]*$")  # an editor's, or half written
  cmake_path(GET directory FILENAME name)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${target}-history)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/sterna-history.cmake)
  file(GLOB_RECURSE texts CONFIGURE_DEPENDS LIST_DIRECTORIES false ${directory}/*.sql)
  list(FILTER texts EXCLUDE REGEX "/\\.[^/]*$")
  list(JOIN files "\n" listed)
  list(JOIN texts "\n" listed_texts)
  file(CONFIGURE OUTPUT ${generated}/files.txt CONTENT "${listed}\n" @ONLY)
  file(CONFIGURE OUTPUT ${generated}/texts.txt CONTENT "${listed_texts}\n" @ONLY)
  set(headers ${generated}/${name}/history.hpp ${generated}/${name}/unchecked_history.hpp
              ${generated}/${name}/sql_files.hpp)
  add_custom_command(
    OUTPUT ${generated}/stamp
    BYPRODUCTS ${headers}
    COMMAND ${CMAKE_COMMAND} -D LIST=${generated}/files.txt -D TEXTS=${generated}/texts.txt -D DIRECTORY=${directory}
            -D OUTPUT=${generated}/${name} -D NAMESPACE=${arg_NAMESPACE} -D POLICY=${policy} -P ${script}
    COMMAND ${CMAKE_COMMAND} -E touch ${generated}/stamp
    DEPENDS ${generated}/files.txt ${generated}/texts.txt ${files} ${texts} ${policy} ${script}
    COMMENT "Collecting the migrations of ${target}"
    VERBATIM)
  add_custom_target(${target}-history DEPENDS ${generated}/stamp)

  get_target_property(type ${target} TYPE)
  set(visibility PUBLIC)
  if(type STREQUAL INTERFACE_LIBRARY)
    set(visibility INTERFACE)
  endif()
  add_dependencies(${target} ${target}-history)
  target_include_directories(${target} ${visibility} $<BUILD_INTERFACE:${generated}>)
  target_link_libraries(${target} ${visibility} sterna::sterna)

  set(sources ${generated}/program)
  set(include_models "")
  if(models)
    set(include_models "#include \"${models}\"\n")
    if(STERNA_CHECK_MODELS)
      file(CONFIGURE OUTPUT ${sources}/check_models.cpp @ONLY CONTENT [[
#include "@name@/unchecked_history.hpp"
#include <sterna/models/check.hpp>

@include_models@
static_assert(sterna::check_models<@arg_NAMESPACE@::unchecked_history, @arg_NAMESPACE@::models>());
]])
      if(type STREQUAL INTERFACE_LIBRARY)
        target_sources(${target} INTERFACE $<BUILD_INTERFACE:${sources}/check_models.cpp>)
      else()
        target_sources(${target} PRIVATE ${sources}/check_models.cpp)
      endif()
    endif()
  endif()

  find_package(CLI11 QUIET)
  find_package(nlohmann_json QUIET)
  if(NOT TARGET CLI11::CLI11 OR NOT TARGET nlohmann_json::nlohmann_json)
    message(STATUS "${target}-migrate is left out: it needs CLI11 and nlohmann-json "
                   "(Debian: libcli11-dev, nlohmann-json3-dev)")
    return()
  endif()
  set(ignored "")
  foreach(pattern IN LISTS arg_IGNORE)
    string(APPEND ignored "R\"sterna(${pattern})sterna\", ")
  endforeach()
  # Two files: the command line, which takes long to compile, does not change with the migrations.
  file(CONFIGURE OUTPUT ${sources}/main.cpp @ONLY CONTENT [[
#include <sterna/cli/main.hpp>

extern const sterna::history_view history_of_application;
extern const sterna::models_view models_of_application;

int main(int argc, char** argv) {
  return sterna::cli::main(argc, argv, history_of_application, models_of_application,
                           {.program = "@target@-migrate",
                            .directory = R"sterna(@directory@)sterna",
                            .name_space = "@arg_NAMESPACE@",
                            .ignore = {@ignored@}});
}
]])
  set(value "")
  if(models)
    set(value "${arg_NAMESPACE}::models.view()")
  endif()
  file(CONFIGURE OUTPUT ${sources}/history.cpp @ONLY CONTENT [[
#include "@name@/unchecked_history.hpp"
#include <sterna/models/models.hpp>
@include_models@

extern const sterna::history_view history_of_application;
extern const sterna::models_view models_of_application;
const sterna::history_view history_of_application = @arg_NAMESPACE@::unchecked_history;
const sterna::models_view models_of_application{@value@};
]])
  # It must build where the application does not, as with two heads, which it merges. So what the application is built
  # with is taken over, and not the application itself.
  add_executable(${target}-migrate ${sources}/main.cpp ${sources}/history.cpp)
  add_dependencies(${target}-migrate ${target}-history)
  target_link_libraries(${target}-migrate PRIVATE sterna::sterna CLI11::CLI11 nlohmann_json::nlohmann_json)
  target_include_directories(${target}-migrate PRIVATE ${generated})
  if(visibility STREQUAL INTERFACE)
    target_link_libraries(${target}-migrate PRIVATE ${target})
  else()
    target_include_directories(${target}-migrate PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${target}-migrate PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
    target_compile_options(${target}-migrate PRIVATE $<TARGET_PROPERTY:${target},COMPILE_OPTIONS>)
    target_compile_features(${target}-migrate PRIVATE $<TARGET_PROPERTY:${target},COMPILE_FEATURES>)
    target_link_libraries(${target}-migrate PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
  endif()
  get_property(several_configurations GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(NOT several_configurations)  # where run_migration finds the program, and whether there are models
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/sterna-migrate/${target}
         CONTENT "$<TARGET_FILE:${target}-migrate>\n${models}\n")
  endif()
endfunction()
