#include "engine/script/script_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace migrate {
namespace {

constexpr std::string_view kCommit = "COMMIT;\n";
constexpr std::size_t kOwnWidth = 255;
constexpr std::string_view kRollback = "ROLLBACK;\n";

/// `text` as part of a comment's line, which no line end in it may break out of.
std::string in_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

}  // namespace

ScriptWriter::ScriptWriter(const ScriptShell& shell, std::ostream& out, ScriptHeading heading)
    : shell_(shell), out_(out), heading_(std::move(heading)) {
  std::ranges::sort(heading_.start);
}

void ScriptWriter::name_table(const TableName& table) {
  if (!table_) table_ = table;
}

void ScriptWriter::create_versions(const TableName& table) {
  name_table(table);
  add(shell_.create_versions(table) + "\n");
}

void ScriptWriter::widen_versions(const TableName& table) {
  name_table(table);
  open(Guard::wanted);
  add(shell_.widen_versions(table, kOwnWidth));
  sure_width_ = kOwnWidth;
}

void ScriptWriter::create_history(const TableName& table) {
  add(shell_.create_history(table) + "\n");
}

void ScriptWriter::clear_versions(const TableName& table) {
  name_table(table);
  open(Guard::needless);
  add(shell_.clear_versions(table));
}

void ScriptWriter::begin() { add(shell_.begin()); }

void ScriptWriter::commit() { add(std::string(kCommit) + "\n"); }

void ScriptWriter::rollback() noexcept {
  try {
    if (opened_) add(std::string(kRollback));
    held_.clear();
  } catch (...) {  // the failure that led here is the one to report
  }
}

void ScriptWriter::run(const Batch& batch) {
  name_table(batch.table);
  open(Guard::wanted);
  step_.clear();
  step_.append("-- ").append(in_one_line(batch.title)).append("\n");
  switch (batch.atomicity) {
    case Atomicity::section:
    case Atomicity::own:
      write_in_own_transaction(batch);
      break;
    case Atomicity::joined:
      write_start_mark(batch);
      write_section(batch);
      write_rows(batch);
      break;
    case Atomicity::none:
      write_outside_transaction(batch);
      break;
  }
  step_ += '\n';
  add(step_);
}

void ScriptWriter::write_in_own_transaction(const Batch& batch) {
  const bool unchecked = batch.foreign_keys == ForeignKeys::off;
  write_start_mark(batch);
  step_ += shell_.begin();
  if (unchecked) step_ += shell_.keep_violations();
  write_section(batch);
  write_rows(batch);
  if (unchecked) step_ += shell_.check_violations();
  step_ += kCommit;
}

void ScriptWriter::write_outside_transaction(const Batch& batch) {
  step_ += "-- (transaction:false: each statement stands on its own)\n";
  write_start_mark(batch);
  write_section(batch);
  step_ += shell_.after_untransacted_section();
  step_ += shell_.begin();
  write_rows(batch);
  step_ += kCommit;
}

/// What is written of the batch after its section.
void ScriptWriter::write_rows(const Batch& batch) {
  step_ += widening(batch);
  step_ += shell_.change_versions(batch.table, batch.rows);
  if (!batch.history) return;
  step_ += shell_.write_history(*batch.history,
                                batch.sql.text().empty() ? Started::now : Started::marked);
}

/// Written before the transaction begins: a section's SET TRANSACTION must be its first query.
void ScriptWriter::write_start_mark(const Batch& batch) {
  if (batch.history && !batch.sql.text().empty()) step_ += shell_.mark_start();
}

/// The section byte for byte. Its last line may be a comment and its last statement may lack a
/// semicolon, so a line end and a semicolon follow.
void ScriptWriter::write_section(const Batch& batch) {
  if (batch.sql.text().empty()) return;
  step_.append(shell_.before_section(batch.sql)).append(batch.sql.text()).append("\n;\n");
}

/// What widens the column where an id may be longer than it.
std::string ScriptWriter::widening(const Batch& batch) {
  std::size_t longest = 0;
  for (const std::string& id : batch.rows.added) longest = std::max(longest, id.size());
  if (longest <= sure_width_) return {};
  sure_width_ = longest;
  return shell_.widen_versions(batch.table, longest);
}

void ScriptWriter::open(Guard guard) {
  if (opened_) return;
  opened_ = true;
  std::string text = heading();
  if (table_) {
    text += shell_.opening(*table_) + "\n";
    if (guard == Guard::wanted) text += shell_.guard(*table_, heading_.start) + "\n";
  }
  write(text + std::exchange(held_, {}));
}

void ScriptWriter::add(std::string_view text) {
  if (opened_) {
    write(text);
  } else {
    held_ += text;
  }
}

void ScriptWriter::write(std::string_view text) {
  out_ << text;
  if (!out_) throw Error(Fault::file, "the script cannot be written");
}

/// Making the version table, and nothing else, is right from any start.
void ScriptWriter::end() {
  const bool empty = !opened_ && held_.empty();
  open(empty ? Guard::wanted : Guard::needless);
  if (empty) add("-- Nothing to do.\n");
  if (table_) add(shell_.closing());
  out_.flush();
}

std::string ScriptWriter::heading() const {
  return fmt::format(
      "-- SQL script by {}\n"
      "-- Range:  {}\n"
      "-- Engine: {}\n"
      "-- Run it: {}\n"
      "-- It stops at the first error.\n\n",
      in_one_line(heading_.generator), in_one_line(heading_.range), shell_.engine_name(),
      shell_.command());
}

}  // namespace migrate
