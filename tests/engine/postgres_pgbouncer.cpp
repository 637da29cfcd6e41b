#include "engine/postgres_pgbouncer.hpp"

#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include <libpq-fe.h>

#include "support/postgres_server.hpp"

namespace migrate {
namespace {

/// PgBouncer refuses to run as root.
void leave_root() {
  if (getuid() != 0) return;
  const passwd* const user = getpwnam("postgres");
  if (user == nullptr || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0) _exit(126);
}

}  // namespace

PgBouncer::PgBouncer(int pool_size) {
  std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);
  const std::string settings = folder_.file("pgbouncer.ini");
  std::ofstream(settings) << "[databases]\n* = host=" << postgres_socket_folder()
                          << " user=postgres\n"
                          << "[pgbouncer]\nlisten_port = 6432\nunix_socket_dir = "
                          << folder_.path().string()
                          << "\nauth_type = any\npool_mode = transaction\ndefault_pool_size = "
                          << pool_size << "\nserver_lifetime = 3600\n";
  start(settings);
  wait_until_it_answers();
}

PgBouncer::~PgBouncer() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void PgBouncer::start(const std::string& settings) {
  pid_ = fork();
  if (pid_ != 0) return;
  leave_root();
  execl("/usr/sbin/pgbouncer", "pgbouncer", "--quiet", settings.c_str(), nullptr);
  _exit(127);
}

void PgBouncer::wait_until_it_answers() {
  while (true) {
    if (PQping(uri("postgres").c_str()) == PQPING_OK) return;
    if (waitpid(pid_, nullptr, WNOHANG) != 0) throw std::runtime_error("pgbouncer did not start");
    std::this_thread::yield();
  }
}

std::string PgBouncer::uri(const std::string& database) const {
  return "postgresql:///" + database + "?user=postgres&port=6432&host=" + folder_.path().string();
}

}  // namespace migrate
