# The library that applications link, and what is installed. Included when all layers exist.
include(CMakePackageConfigHelpers)

set(library_layers base graph revision config db engine engine_sqlite engine_postgres engine_script
                   runtime)

# One archive with everything of ours in it; the layers stay an affair of this tree. Third-party
# libraries are named for the installed archive only: here they come with the layers.
add_library(migrate STATIC migrator.cpp)
add_library(migrate::migrate ALIAS migrate)
foreach(layer IN LISTS library_layers)
  target_sources(migrate PRIVATE $<TARGET_OBJECTS:migrate_${layer}>)
endforeach()
target_compile_features(migrate PUBLIC cxx_std_20)
target_include_directories(migrate PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                          $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
                                          $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(
  migrate
  PRIVATE $<BUILD_INTERFACE:migrate_runtime>
          $<BUILD_INTERFACE:migrate_warnings>
          $<INSTALL_INTERFACE:migrate::pqxx>
          $<INSTALL_INTERFACE:migrate::pg_query>
          $<INSTALL_INTERFACE:SQLite::SQLite3>
          $<INSTALL_INTERFACE:absl::time>
          $<INSTALL_INTERFACE:migrate::nettle>
          $<INSTALL_INTERFACE:fmt::fmt>
          $<INSTALL_INTERFACE:Threads::Threads>)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/migrate)
install(TARGETS migrate EXPORT migrateTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS migrate_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/migrate ${PROJECT_BINARY_DIR}/include/migrate
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT migrateTargets NAMESPACE migrate:: DESTINATION ${package_folder})

configure_package_config_file(install/migrateConfig.cmake.in migrateConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(migrateConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/migrateConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/migrateConfigVersion.cmake DESTINATION ${package_folder})

# Relative to the .pc file itself, so that `cmake --install --prefix` may put it anywhere.
set(pc_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH prefix_from_pc /${pc_folder} /)
string(REGEX REPLACE "/$" "" prefix_from_pc ${prefix_from_pc})
configure_file(install/migrate.pc.in migrate.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/migrate.pc DESTINATION ${pc_folder})
