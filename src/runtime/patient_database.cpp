#include "runtime/patient_database.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/event_text.hpp"
#include "runtime/connecting.hpp"

namespace migrate {
namespace {

class PatientDatabase final : public Database {
 public:
  PatientDatabase(std::unique_ptr<Database> database, int retries, std::stop_token stop,
                  Observer& observer)
      : database_(std::move(database)),
        retries_(retries),
        stop_(std::move(stop)),
        observer_(observer) {}

  [[nodiscard]] const Dialect& dialect() const noexcept override { return database_->dialect(); }

  [[nodiscard]] std::unique_ptr<Connection> connect(OpenMode mode) override {
    if (mode == OpenMode::aftermath) return database_->connect(mode);
    ConnectPatience patience;
    patience.retries = retries_;
    return connect_within(
        *database_, mode, patience, stop_,
        [this](const Error& refusal, int tries, std::chrono::milliseconds pause) {
          observer_.notice(fmt::format("{}; trying again in {} ({} of {})", refusal.what(),
                                       duration_text(pause), tries, retries_));
        });
  }

  [[nodiscard]] std::optional<std::string> missing_file() const override {
    return database_->missing_file();
  }

  [[nodiscard]] std::unique_ptr<MigrationLock> lock(const TableName& table) override {
    return database_->lock(table);
  }

 private:
  std::unique_ptr<Database> database_;
  int retries_;
  std::stop_token stop_;
  Observer& observer_;
};

}  // namespace

std::unique_ptr<Database> patient(std::unique_ptr<Database> database, int retries,
                                  std::stop_token stop, Observer& observer) {
  return std::make_unique<PatientDatabase>(std::move(database), retries, std::move(stop), observer);
}

}  // namespace migrate
