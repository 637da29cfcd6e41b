Branches with labels are kept apart, and one depends on the other
--- env DATABASE_URL=sqlite:///app.db
--- run
$ mkdir versions
$ migrate revision -m "Accounts" --rev-id acc1 --branch-label accounts
| versions/{ymd}_acc1_accounts.sql
$ migrate revision -m "Billing" --rev-id bil1 --head base --branch-label billing --depends-on acc1
| versions/{ymd}_bil1_billing.sql
$ migrate revision -m "Accounts, more" --rev-id acc2 --head accounts@head
| versions/{ymd}_acc2_accounts_more.sql
$ migrate revision -m "Billing, more" --rev-id bil2 --head billing@head --depends-on accounts
| versions/{ymd}_bil2_billing_more.sql
$ sed -n '/^-- revision/,/^$/p' versions/*_bil2_*.sql
| -- revision: bil2
| -- down_revision: bil1
| -- depends_on: accounts
| -- create_date: {date}
|

$ migrate heads
| acc2 (accounts) (head)
| bil2 (billing) (head)
$ migrate heads --resolve-dependencies
| acc2 (accounts) (head)
| bil2 (billing) (head)
$ migrate branches
$ migrate history
| acc1 -> acc2 (accounts) (head), Accounts, more
| bil1 (accounts) -> bil2 (billing) (head), Billing, more
| <base> (acc1) -> bil1 (billing), Billing
| <base> -> acc1 (accounts), Accounts
$ migrate history -r billing@base:billing@head
| bil1 (accounts) -> bil2 (billing) (head), Billing, more
| <base> (acc1) -> bil1 (billing), Billing
| <base> -> acc1 (accounts), Accounts
$ migrate show accounts
| Rev: acc1
| Parent: <base>
| Branch names: accounts
| Created: {date}
| Path: versions/{ymd}_acc1_accounts.sql
|
|     Accounts
|

$ migrate upgrade billing@head
! versions/{ymd}_acc1_accounts.sql:8: the upgrade section of revision acc1 is empty: nothing is run for it.
! versions/{ymd}_bil1_billing.sql:9: the upgrade section of revision bil1 is empty: nothing is run for it.
! versions/{ymd}_bil2_billing_more.sql:8: the upgrade section of revision bil2 is empty: nothing is run for it.
! Running upgrade  -> acc1, Accounts
! Running upgrade  -> bil1, Billing
! Running upgrade bil1 -> bil2, Billing, more
! Upgraded 3 revisions: the database is at bil2 (sqlite:///app.db), in {time}.
$ migrate current
| bil2 (head)
# acc1 is implied by what depends on it: it is no row of its own.
$ sqlite3 app.db 'SELECT * FROM migrate_version'
| bil2
$ migrate upgrade accounts@+1
! versions/{ymd}_acc2_accounts_more.sql:7: the upgrade section of revision acc2 is empty: nothing is run for it.
! Running upgrade acc1 -> acc2, Accounts, more
! Upgraded 1 revision: the database is at acc2, bil2 (sqlite:///app.db), in {time}.
$ migrate current
| acc2 (head)
| bil2 (head)
$ migrate downgrade billing@-1
! versions/{ymd}_bil2_billing_more.sql:11: the downgrade section of revision bil2 is empty: nothing is undone for it.
! Running downgrade bil2 -> bil1, Billing, more
! Downgraded 1 revision: the database is at acc2, bil1 (sqlite:///app.db), in {time}.
$ migrate downgrade billing@base
! versions/{ymd}_bil1_billing.sql:12: the downgrade section of revision bil1 is empty: nothing is undone for it.
! Running downgrade bil1 -> , Billing
! Downgraded 1 revision: the database is at acc2 (sqlite:///app.db), in {time}.
$ migrate current
| acc2 (head)
# What the database does not stand on cannot be left.
$ migrate downgrade accounts@base
! versions/{ymd}_acc2_accounts_more.sql:10: the downgrade section of revision acc2 is empty: nothing is undone for it.
! versions/{ymd}_acc1_accounts.sql:11: the downgrade section of revision acc1 is empty: nothing is undone for it.
! Running downgrade acc2 -> acc1, Accounts, more
! Running downgrade acc1 -> , Accounts
! Downgraded 2 revisions: the database is at base (sqlite:///app.db), in {time}.

$ migrate upgrade acounts@head
! error: there is no revision or branch label `acounts`
! hint: did you mean `accounts`?
= 2
