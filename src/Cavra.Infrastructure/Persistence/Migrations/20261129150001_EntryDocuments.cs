using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <summary>Moves the bytes of entries into a table of their own. Processes of a version before it can't go on beside it.</summary>
    public partial class EntryDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(EmbeddedSql.Read("EntryDocuments.sql"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            var counting = EmbeddedSql.Read("TallySlots.sql");
            migrationBuilder.Sql(
                $"""
                ALTER TABLE evidence_entries DISABLE TRIGGER evidence_entries_insert_only;
                ALTER TABLE evidence_entries ADD COLUMN document text NOT NULL DEFAULT '';
                UPDATE evidence_entries AS entry SET document = stored.document FROM evidence_documents AS stored
                WHERE stored.workspace_id = entry.workspace_id AND stored.entry_id = entry.id;
                ALTER TABLE evidence_entries ALTER COLUMN document DROP DEFAULT;
                ALTER TABLE evidence_entries ENABLE TRIGGER evidence_entries_insert_only;
                DROP TABLE evidence_documents;
                DROP FUNCTION cavra_make_document_partitions;
                {counting[counting.IndexOf("CREATE OR REPLACE FUNCTION", System.StringComparison.Ordinal)..]}
                CREATE TRIGGER evidence_entries_tallies AFTER INSERT ON evidence_entries REFERENCING NEW TABLE AS added
                    FOR EACH STATEMENT EXECUTE FUNCTION cavra_tally_evidence();
                """);
        }
    }
}
