# Read by the image on the first start of an empty directory: the two roles and the database of docs/operations.md, with the passwords
# that Cavra's containers read in these files, too. A password is what follows the fourth colon.
OWNER_PASSWORD=$(cut -d : -f 5- /run/secrets/owner.pgpass) SERVICE_PASSWORD=$(cut -d : -f 5- /run/secrets/service.pgpass)
export OWNER_PASSWORD SERVICE_PASSWORD
psql --username=postgres --no-psqlrc --set=ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv service SERVICE_PASSWORD
CREATE ROLE cavra_owner LOGIN PASSWORD :'owner';
CREATE ROLE cavra_service LOGIN PASSWORD :'service';
CREATE DATABASE cavra OWNER cavra_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
\connect cavra
GRANT USAGE ON SCHEMA public TO cavra_service;
ALTER DEFAULT PRIVILEGES FOR ROLE cavra_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cavra_service;
SQL
