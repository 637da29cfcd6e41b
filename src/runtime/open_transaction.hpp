#pragma once

#include "db/connection.hpp"

namespace migrate {

/// A transaction of a connection, which must outlive it. Rolls back unless it was committed.
class OpenTransaction {
 public:
  explicit OpenTransaction(Connection& connection) : connection_(connection) {
    connection_.begin();
  }
  ~OpenTransaction() {
    if (is_open_) connection_.rollback();
  }
  OpenTransaction(const OpenTransaction&) = delete;
  OpenTransaction& operator=(const OpenTransaction&) = delete;

  void commit() {
    connection_.commit();
    is_open_ = false;
  }

 private:
  Connection& connection_;
  bool is_open_ = true;
};

}  // namespace migrate
