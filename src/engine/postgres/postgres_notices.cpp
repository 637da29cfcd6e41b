#include "engine/postgres/postgres_notices.hpp"

#include <utility>

#include "engine/postgres/postgres_error.hpp"

namespace migrate {
namespace {

constexpr std::string_view kNoActiveTransaction = "25P01";

std::string field(const PGresult* notice, int code) {
  const char* text = PQresultErrorField(notice, code);
  return text == nullptr ? std::string() : text;
}

}  // namespace

void PostgresNotices::listen_to(PGconn* connection) {
  PQsetNoticeReceiver(connection, &PostgresNotices::receive, this);
}

void PostgresNotices::receive(void* self, const PGresult* notice) {
  try {
    static_cast<PostgresNotices*>(self)->take(notice);
  } catch (...) {
    // Out of memory: a notice is lost, the migration is not.
  }
}

void PostgresNotices::take(const PGresult* notice) {
  if (field(notice, PG_DIAG_SQLSTATE) == kNoActiveTransaction) no_transaction_ = true;
  std::string text =
      field(notice, PG_DIAG_SEVERITY) + ": " + field(notice, PG_DIAG_MESSAGE_PRIMARY);
  const std::string detail = field(notice, PG_DIAG_MESSAGE_DETAIL);
  if (!detail.empty()) text += "\nDETAIL: " + detail;
  const std::string hint = field(notice, PG_DIAG_MESSAGE_HINT);
  if (!hint.empty()) text += "\nHINT: " + hint;
  waiting_.push_back(without_password_literals(text));
}

void PostgresNotices::deliver() {
  const std::vector<std::string> arrived = std::exchange(waiting_, {});
  if (!listener_) return;
  for (const std::string& text : arrived) listener_(text);
}

}  // namespace migrate
