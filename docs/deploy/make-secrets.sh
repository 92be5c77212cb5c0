#!/bin/sh
# Makes the secrets of docker-compose.yml in ./secrets (or the folder named); never overwrites one.
set -eu
folder=${1:-secrets}
mkdir -p "$folder"
chmod 700 "$folder" # the files are readable inside it, because containers read them as another user
make() {
  [ -e "$folder/$1" ] && return
  printf %s "$2" >"$folder/$1"
  chmod 644 "$folder/$1"
  echo "made $folder/$1"
}
random() { head -c 48 /dev/urandom | base64 | tr -d '\n=' | tr '+/' '-_'; }
make db_password "$(random)"
make database_url "postgresql+psycopg://hepabridge:$(cat "$folder/db_password")@db:5432/hepabridge"
make secret_key "$(random)"
make meilisearch_key "$(random)"
make smtp_password ""
echo "Keep a copy of $folder/secret_key in a safe: without it confidential fields cannot be read."
