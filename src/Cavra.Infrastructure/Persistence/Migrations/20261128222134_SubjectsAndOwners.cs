using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SubjectsAndOwners : Migration
    {
        // What a person did with a key before keys named owners; the key names the owner now.
        private static readonly (string Table, string Column)[] DoneByPersons =
        [
            ("retry_plans", "generated_by"), ("retry_acknowledgements", "acknowledged_by"), ("destinations", "closed_by"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "console_sessions",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE console_sessions SET owner = name;

                ALTER TABLE api_keys ADD COLUMN owner character varying(100);
                UPDATE api_keys SET owner = name;
                ALTER TABLE api_keys ALTER COLUMN owner SET NOT NULL;

                -- Which credential started an old run is not known: its subject equals nobody's.
                ALTER TABLE worker_runs ALTER COLUMN generated_by TYPE jsonb USING
                    jsonb_build_object('display', generated_by, 'subject', '', 'issuer', '', 'roles', '[]'::jsonb);
                ALTER TABLE worker_runs RENAME COLUMN generated_by TO started_by;
                """);

            foreach (var (table, column) in DoneByPersons)
            {
                migrationBuilder.Sql(
                    $"""
                    UPDATE {table} AS done SET {column} = done.{column} || jsonb_build_object('owner', key.owner)
                    FROM api_keys AS key
                    WHERE key.workspace_id = done.workspace_id AND done.{column} ->> 'issuer' = 'cavra:keys'
                        AND done.{column} ->> 'subject' = 'key-' || replace(key.id::text, '-', '');
                    """);
            }

            migrationBuilder.Sql(
                """
                UPDATE destinations AS destination
                SET review = destination.review || jsonb_build_object('actor', acknowledgement.acknowledged_by)
                FROM retry_acknowledgements AS acknowledgement
                WHERE acknowledgement.workspace_id = destination.workspace_id AND jsonb_typeof(destination.review) = 'object'
                    AND destination.review ->> 'acknowledgement_id'
                        = 'gordackretryack-' || replace(acknowledgement.id::text, '-', '');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE worker_runs RENAME COLUMN started_by TO generated_by;
                ALTER TABLE worker_runs ALTER COLUMN generated_by TYPE text USING generated_by ->> 'display';
                """);

            migrationBuilder.DropColumn(
                name: "owner",
                table: "console_sessions");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "api_keys");
        }
    }
}
