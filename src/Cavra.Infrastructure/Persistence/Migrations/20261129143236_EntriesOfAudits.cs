using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class EntriesOfAudits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "audits",
                table: "evidence_entries",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.Sql(EmbeddedSql.Read("AuditTerms.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX ix_evidence_entries_resource;
                CREATE OR REPLACE FUNCTION cavra_write_evidence_terms() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO evidence_terms (workspace_id, term, entry_id)
                    SELECT entry.workspace_id, word.term, entry.id
                    FROM added AS entry
                    CROSS JOIN LATERAL (
                        SELECT 'provider:' || provider AS term FROM unnest(entry.providers) AS provider
                        UNION
                        SELECT 'chain:' || chain FROM unnest(entry.chains) AS chain
                    ) AS word;
                    RETURN NULL;
                END $$;
                """);
            migrationBuilder.DropColumn(
                name: "audits",
                table: "evidence_entries");
        }
    }
}
