#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/session_fixture.hpp"

namespace migrate {

/// Sessions over a revision `b` whose section runs outside a transaction, after `a`, before `c`.
class JournalledSectionTest : public SessionTest {
 protected:
  JournalledSectionTest() {
    set_section("INSERT INTO seen VALUES (2);\nVACUUM;\nINSERT INTO seen VALUES (4);\n");
    history.with_upgrade("a", "CREATE TABLE seen (x INTEGER); CREATE TABLE t_a (x INTEGER);");
  }

  /// `b` begins with CREATE TABLE t_b, its first statement, in line 7.
  void set_section(const std::string& statements) {
    history.with_sections(
        "b", "-- migrate:upgrade transaction:false\nCREATE TABLE t_b (x INTEGER);\n" + statements +
                 "-- migrate:downgrade\nDROP TABLE t_b;\n");
  }

  /// The run ends as kill -9 would end it: nobody learns of it.
  struct Killed : std::runtime_error {
    Killed() : std::runtime_error("killed") {}
  };

  void upgrade_killed_at(std::function<void(std::string_view)> CallHooks::*when, int call) {
    hooks.before = hooks.after = [](std::string_view) {};
    hooks.*when = [left = call](std::string_view) mutable {
      if (left-- == 0) throw Killed();
    };
    try {
      upgrade();
    } catch (const Killed&) {
      killed = true;
    }
    hooks.before = hooks.after = [](std::string_view) {};
  }

  std::vector<std::string> seen() {
    std::vector<std::string> values;
    const Rows read =
        database()->connect(OpenMode::read_write)->query("SELECT x FROM seen ORDER BY rowid");
    for (const Row& row : read) values.push_back(row.front().value_or(""));
    return values;
  }

  bool killed = false;
};

}  // namespace migrate
