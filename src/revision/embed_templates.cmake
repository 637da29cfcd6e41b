# Writes a C++ source that holds the project's templates as string literals.
#
#   cmake -DTEMPLATES=folder -DOUTPUT=file.cpp -P embed_templates.cmake
function(append_literal name file)
  file(READ "${TEMPLATES}/${file}" text)
  if(text MATCHES "[)]embedded\"")
    message(FATAL_ERROR "${file} holds the end of a string literal")
  endif()
  string(APPEND source "constinit const std::string_view ${name} = R\"embedded(${text})embedded\";\n")
  set(source "${source}" PARENT_SCOPE)
endfunction()

set(source "#include \"revision/embedded_templates.hpp\"\n\nnamespace migrate::embedded {\n\n")
append_literal(revision_sql revision.sql.mustache)
append_literal(generic_readme generic/README)
append_literal(generic_ini generic/migrate.ini)
append_literal(postgresql_readme postgresql/README)
append_literal(postgresql_ini postgresql/migrate.ini)
string(APPEND source "\n}  // namespace migrate::embedded\n")
file(WRITE "${OUTPUT}" "${source}")
