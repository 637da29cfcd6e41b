#pragma once

#include <functional>
#include <string>
#include <vector>

#include "migrate/observer.hpp"

namespace migrate {

/// Keeps what an Observer is told, as words; may do something when a step starts.
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
  void waiting_for_lock(std::chrono::milliseconds, std::chrono::milliseconds) override {
    events.push_back("waiting");
  }
  void notice(std::string_view text) override { events.push_back("notice " + std::string(text)); }

  std::vector<std::string> events;
  std::function<void(const Step&)> on_step_started;
};

}  // namespace migrate
