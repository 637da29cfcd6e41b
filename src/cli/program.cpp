#include "cli/program.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include "cli/app.hpp"
#include "cli/exit_code.hpp"
#include "cli/json_output.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"

namespace migrate {
namespace {

bool wants_colour(ColourMode mode, const World& world) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  const std::optional<std::string> no_colour = world.environment("NO_COLOR");
  return world.err_is_terminal && (!no_colour || no_colour->empty());
}

std::unique_ptr<FinalOutput> make_output(const Invocation& call, const World& world) {
  if (call.json) return std::make_unique<JsonOutput>(world.out, world.err, call.verbosity);
  const ErrorColours colours = wants_colour(call.colour, world) ? error_colours() : ErrorColours{};
  return std::make_unique<Terminal>(world.out, world.err, call.verbosity, colours);
}

Config config_for(const Invocation& call, const Environment& environment) {
  Config config = load_config(call.config, environment, std::filesystem::current_path());
  if (call.transaction) config.transaction = *call.transaction;
  return config;
}

/// Runs the command; signals are watched from when it first asks whether to stop.
void run_command(const Invocation& call, const Environment& environment, Output& output,
                 std::optional<SignalWatch>& signals) {
  const auto stop = [&] { return (signals ? *signals : signals.emplace()).token(); };
  call.run({[&] { return config_for(call, environment); }, stop, environment, output});
}

int fail(FinalOutput& output, const Error& error, int signal) {
  const int code = exit_code_of(error.fault(), signal);
  output.failed(error, code);
  return code;
}

int run_invocation(const Invocation& call, const World& world) {
  const std::unique_ptr<FinalOutput> output = make_output(call, world);
  std::optional<SignalWatch> signals;
  const auto signal = [&] { return signals ? signals->signal() : 0; };
  try {
    run_command(call, world.environment, *output, signals);
    output->finished();
    return 0;
  } catch (const Error& error) {
    return fail(*output, error, signal());
  } catch (const std::exception& error) {
    return fail(*output, Error(Fault::database, std::string("unexpected: ") + error.what()), signal());
  }
}

/// The command line could not be read; whether it asked for JSON can still be seen.
int refuse(std::span<const std::string> arguments, const Error& error, const World& world) {
  Invocation call;
  call.json = std::ranges::find(arguments, "--json") != arguments.end();
  return fail(*make_output(call, world), error, 0);
}

}  // namespace

int run_program(std::span<const std::string> arguments, const World& world) {
  std::optional<Invocation> call;
  try {
    call = parse_command_line(arguments);
  } catch (const Error& error) {
    return refuse(arguments, error, world);
  }
  if (!call->text) return run_invocation(*call, world);
  world.out << *call->text << std::flush;
  return 0;
}

}  // namespace migrate
