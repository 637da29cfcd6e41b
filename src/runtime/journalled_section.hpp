#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "db/connection.hpp"
#include "migrate/observer.hpp"
#include "migrate/report.hpp"
#include "runtime/begun_section.hpp"
#include "runtime/retry.hpp"
#include "runtime/section_pieces.hpp"

namespace migrate {

/// What has become, in this run, of the statement that a section stands at.
enum class StatementStage {
  taken_up,  ///< it is still to be found out what an earlier run left of it
  clearing,  ///< what that left is being taken away
  waiting,   ///< it is not begun
  begun,     ///< it was sent to the database
};

/// Runs a section outside a transaction, statement by statement, each of which is written down in
/// the history table: in the statement's own transaction where it can have one, else before and
/// after it. What an earlier run left unfinished is gone on with. Without a history, nothing is
/// written down. All references must outlive it.
class JournalledSection {
 public:
  JournalledSection(Connection& connection, ConflictRetry& retry, Observer& observer,
                    const Step& step, const Batch& batch);

  /// Runs all statements, or all from where `begun` stands, and changes the version rows. Throws
  /// Error; then where it stands tells what failed.
  void run(const BegunSection* begun);

  /// The statement that runs or is next; the first one past the end when all have run.
  [[nodiscard]] std::size_t at() const noexcept { return done_; }
  /// Whether anything of it is in the database, or may be.
  [[nodiscard]] bool is_begun() const noexcept;
  [[nodiscard]] StatementStage stage() const noexcept { return stage_; }
  [[nodiscard]] const std::vector<SectionPiece>& pieces() const noexcept { return pieces_; }
  /// Its journal's id in the history table; nothing when there is none.
  [[nodiscard]] std::optional<std::int64_t> row() const noexcept { return row_; }

 private:
  enum class Turn { run, is_done };

  Connection& connection_;
  ConflictRetry& retry_;
  Observer& observer_;
  const Step& step_;
  const Batch& batch_;
  std::vector<SectionPiece> pieces_;
  std::optional<std::int64_t> row_;
  std::size_t done_ = 0;
  StatementStage stage_ = StatementStage::waiting;

  void open_journal();
  void take_up(const BegunSection& begun);
  [[nodiscard]] std::int64_t begin_anew(const BegunSection& begun);
  void set_session_again();
  [[nodiscard]] Turn settle(const SourceText& interrupted, const std::string& error,
                            std::string& found);
  void begin_statement();
  void run_piece(const SectionPiece& piece);
  void run_alone(const SectionPiece& piece);
  [[nodiscard]] bool is_undecided(const SectionPiece& piece, const Error& error);
  void finish();
  void count_as_done();

  void send(const SourceText& sql, Atomicity atomicity, const std::optional<JournalMark>& mark);
  void write_mark(const JournalMark& mark);
  [[nodiscard]] SourceText no_sql() const;
  [[nodiscard]] JournalMark mark(std::size_t done) const;
};

}  // namespace migrate
