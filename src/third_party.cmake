# What others wrote, in two forms. The program stands alone where an archive of each is installed
# (MIGRATE_STANDALONE): it needs nothing but the C library then, on the machine where it runs, and starts
# in half the time. All else, the library and the tests, links what is shared.
#
#   migrate_third_party(NAME SHARED target... ARCHIVES target-or-archive...)
# makes the target migrate_NAME. An archive is named as for the linker: pqxx is libpqxx.a.
function(migrate_third_party name)
  cmake_parse_arguments(PARTY "" "" "SHARED;ARCHIVES" ${ARGN})
  add_library(migrate_${name} INTERFACE)
  if(NOT MIGRATE_STANDALONE)
    target_link_libraries(migrate_${name} INTERFACE ${PARTY_SHARED})
    return()
  endif()
  set(archives)
  foreach(archive IN LISTS PARTY_ARCHIVES)
    if(TARGET ${archive})
      list(APPEND archives ${archive})
      continue()
    endif()
    find_library(MIGRATE_ARCHIVE_${archive} NAMES lib${archive}.a)
    mark_as_advanced(MIGRATE_ARCHIVE_${archive})
    if(MIGRATE_ARCHIVE_${archive})
      list(APPEND archives ${MIGRATE_ARCHIVE_${archive}})
    else()
      migrate_cannot_stand_alone("no lib${archive}.a")
    endif()
  endforeach()
  target_link_libraries(
    migrate_${name} INTERFACE "$<IF:$<BOOL:$<TARGET_PROPERTY:STANDS_ALONE>>,${archives},${PARTY_SHARED}>")
endfunction()

function(migrate_cannot_stand_alone reason)
  set_property(GLOBAL APPEND PROPERTY MIGRATE_NOT_ALONE "${reason}")
endfunction()

# migrate_stand_alone(PROGRAM): links archives, unless something is in the way.
function(migrate_stand_alone program)
  if(NOT MIGRATE_STANDALONE)
    return()
  endif()
  get_property(reasons GLOBAL PROPERTY MIGRATE_NOT_ALONE)
  if(reasons)
    list(JOIN reasons "; " reasons)
    message(STATUS "${program} links shared libraries: ${reasons}")
    return()
  endif()
  set_target_properties(${program} PROPERTIES STANDS_ALONE ON)
  target_link_options(${program} PRIVATE -static-libstdc++ -static-libgcc)
endfunction()
