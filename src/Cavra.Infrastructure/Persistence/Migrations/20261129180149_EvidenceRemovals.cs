using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class EvidenceRemovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evidence_removals",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    first_index = table.Column<long>(type: "bigint", nullable: false),
                    end_index = table.Column<long>(type: "bigint", nullable: false),
                    kept_days = table.Column<int>(type: "integer", nullable: true),
                    newest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_by = table.Column<Guid>(type: "uuid", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_removals", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_removals_undone",
                table: "evidence_removals",
                column: "workspace_id",
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_evidence_removals_workspace_id_reason_end_index",
                table: "evidence_removals",
                columns: new[] { "workspace_id", "reason", "end_index" },
                unique: true);

            migrationBuilder.Sql(EmbeddedSql.Read("EvidenceRemovals.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE OR REPLACE TRIGGER evidence_documents_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_documents
                    FOR EACH STATEMENT EXECUTE FUNCTION cavra_refuse_change();
                DROP FUNCTION cavra_drop_document_partitions;
                DROP FUNCTION cavra_remove_documents;
                DROP FUNCTION cavra_refuse_document_change;
                """);
            migrationBuilder.DropTable(
                name: "evidence_removals");
        }
    }
}
