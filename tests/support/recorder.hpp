#pragma once

#include <functional>
#include <string>
#include <vector>

#include "migrate/observer.hpp"

namespace migrate {

/// Keeps what an Observer is told, as words; may do something when a step starts
/// or a wait for the lock.
class Recorder : public Observer {
 public:
  void plan_made(std::span<const Step> steps) override {
    events.push_back("plan of " + std::to_string(steps.size()));
  }
  void step_started(const Step& step) override {
    events.push_back("started " + step.revision);
    if (on_step_started) on_step_started(step);
  }
  void step_done(const Step& step) override { events.push_back("done " + step.revision); }
  void waiting_for_lock(const LockWait&) override {
    events.push_back("waiting");
    if (on_waiting) on_waiting();
  }
  void statement_waits(const StatementWait& wait) override {
    events.push_back("waits for " + std::to_string(wait.blockers.size()));
  }
  void statement_runs(const StatementRun& run) override {
    if (on_statement_runs) on_statement_runs(run);
  }
  void retrying(const Retry& retry) override {
    events.push_back("try " + std::to_string(retry.attempt) + " of " + retry.revision);
    retries.push_back(retry);
  }
  void resuming(const Resume& resume) override {
    events.push_back("resuming " + resume.revision + " at " + std::to_string(resume.statement));
  }
  void notice(std::string_view text) override { events.push_back("notice " + std::string(text)); }

  std::vector<std::string> events;
  std::vector<Retry> retries;
  std::function<void(const Step&)> on_step_started;
  std::function<void(const StatementRun&)> on_statement_runs;
  std::function<void()> on_waiting;
};

}  // namespace migrate
