`connect_retries` holds for every command: a server that starts late is waited for
--- needs postgresql
--- file migrate.ini
[migrate]
connect_retries = 1000
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
SELECT 1;
-- migrate:downgrade
--- file late
#!/bin/sh
# Runs each of the commands while the server's socket is not there. It is as soon as all were refused.
folder=$(echo '{pg}' | sed 's/.*host=\([^&]*\).*/\1/')
url=$(echo '{pg}' | sed 's|host=[^&]*|host={dir}/socket|')
for command; do
  : >"said by $command"
  (migrate -d "$url" $command >/dev/null 2>"said by $command"; echo "$command: exit $?") &
done
for command; do
  until grep -q 'trying again in 1.0 s (1 of 1000)' "said by $command"; do sleep 0.05; done
done
ln -s "$folder" socket
wait
rm socket
--- run
$ sh late ensure-version
| ensure-version: exit 0
$ sh late 'upgrade r1'
| upgrade r1: exit 0
$ sh late 'repair --accept r1'
| repair --accept r1: exit 0
$ sh late 'stamp r1'
| stamp r1: exit 0
$ sh late current status log verify locks doctor 'recover --all' 'show current' | sort
| current: exit 0
| doctor: exit 0
| locks: exit 0
| log: exit 0
| recover --all: exit 0
| show current: exit 0
| status: exit 0
| verify: exit 0
