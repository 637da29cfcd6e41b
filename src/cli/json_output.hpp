#pragma once

#include <iosfwd>
#include <memory>

#include "cli/terminal.hpp"

namespace migrate {

/// One JSON document on `data` for the whole command, written at its end; its keys are described in
/// docs/json.md. Waiting and notices go to `messages`, as without --json.
class JsonOutput : public FinalOutput {
 public:
  JsonOutput(std::ostream& data, std::ostream& messages, Verbosity verbosity);
  ~JsonOutput() override;

  void waiting_for_lock(std::chrono::milliseconds waited, std::chrono::milliseconds limit) override;
  void notice(std::string_view text) override;

  void listing(const Listing& listing) override;
  void report(const Report& report) override;
  void status(const Status& status) override;
  void checked(const Checked& checked) override;
  void written(const Written& written) override;
  void templates(std::span<const TemplateView> templates) override;
  void version_table(const std::string& table, bool created, const std::string& database) override;
  std::ostream& script() override { return data_; }

  void failed(const Error& error, int exit_code) override;
  void finished() override;

 private:
  struct Document;
  std::ostream& data_;
  Terminal terminal_;
  std::unique_ptr<Document> document_;
};

}  // namespace migrate
