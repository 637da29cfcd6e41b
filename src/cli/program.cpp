#include "cli/program.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "cli/app.hpp"
#include "cli/exit_code.hpp"
#include "cli/json_output.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "config/database_url.hpp"

namespace migrate {
namespace {

bool wants_colour(ColourMode mode, const World& world) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  const std::optional<std::string> no_colour = world.environment("NO_COLOR");
  return world.err_is_terminal && (!no_colour || no_colour->empty());
}

/// Whether a line can be drawn over itself. It has no colours, so NO_COLOR does not matter.
bool wants_bar(const Invocation& call, const World& world) {
  if (!world.err_is_terminal || call.json || call.verbosity == Verbosity::quiet) return false;
  const std::optional<std::string> kind = world.environment("TERM");
  return kind && !kind->empty() && *kind != "dumb";
}

std::unique_ptr<FinalOutput> make_output(const Invocation& call, const World& world) {
  ProgressSettings progress = world.progress;
  progress.style = wants_bar(call, world) ? ProgressStyle::bar : ProgressStyle::lines;
  if (call.json) {
    return std::make_unique<JsonOutput>(world.out, world.err, call.verbosity, progress);
  }
  const ErrorColours colours = wants_colour(call.colour, world) ? error_colours() : ErrorColours{};
  return std::make_unique<Terminal>(world.out, world.err, call.verbosity, colours,
                                    std::move(progress));
}

Config config_for(const Invocation& call, const Environment& environment) {
  Config config = load_config(call.config, environment, std::filesystem::current_path());
  if (call.transaction) config.transaction = *call.transaction;
  return config;
}

/// `error` without the passwords in its message: a word of the command line that it quotes may be a
/// URL that stands where none belongs. What quotes files has its own care.
Error without_passwords(const Error& error) {
  if (!error.problems().empty()) return error;
  const Location* where = error.where();
  Error shown(error.fault(), with_password_redacted(error.what()),
              where == nullptr ? std::optional<Location>() : *where);
  shown = shown.with_hint(error.hint()).with_code(error.code());
  shown = shown.with_excerpt(error.excerpt(), error.caret());
  for (const std::string& note : error.notes()) shown = shown.with_note(note);
  return shown;
}

/// Runs the command; signals are watched from when it first asks whether to stop.
void run_command(const Invocation& call, const Environment& environment, FinalOutput& output,
                 std::optional<SignalWatch>& signals) {
  const auto stop = [&] {
    if (!signals) output.ends_with(signals.emplace().token());
    return signals->token();
  };
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
  } catch (const PartialFailure& error) {
    return fail(*output, error, signal());
  } catch (const Error& error) {
    return fail(*output, without_passwords(error), signal());
  } catch (const std::exception& error) {
    return fail(*output, Error(Fault::database, std::string("unexpected: ") + error.what()),
                signal());
  }
}

/// Whether `arguments` hold `--color WHEN`, in either of its forms.
bool asks_for_colour(std::span<const std::string> arguments, const std::string& when) {
  const std::array<std::string, 2> apart{"--color", when};
  return std::ranges::find(arguments, "--color=" + when) != arguments.end() ||
         std::search(arguments.begin(), arguments.end(), apart.begin(), apart.end()) !=
             arguments.end();
}

/// The command line could not be read; what it asked for as to output can still be seen.
int refuse(std::span<const std::string> arguments, const Error& error, const World& world) {
  Invocation call;
  call.json = std::ranges::find(arguments, "--json") != arguments.end();
  if (asks_for_colour(arguments, "always")) call.colour = ColourMode::always;
  if (asks_for_colour(arguments, "never")) call.colour = ColourMode::never;
  return fail(*make_output(call, world), without_passwords(error), 0);
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
