using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Recovery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "connector_recoveries",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    playbook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provable_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closure_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connector_recoveries", x => new { x.workspace_id, x.playbook_id, x.connector });
                });

            migrationBuilder.CreateTable(
                name: "recovery_closures",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    playbook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connector = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    verification_refs = table.Column<string[]>(type: "text[]", nullable: false),
                    external_ref = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_closures", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "recovery_escalation_plans",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    recovery_slo_minutes = table.Column<int>(type: "integer", nullable: false),
                    open_count = table.Column<int>(type: "integer", nullable: false),
                    routes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_escalation_plans", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "recovery_playbooks",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    generated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    generated_by = table.Column<string>(type: "text", nullable: false),
                    on_behalf_of = table.Column<string>(type: "text", nullable: true),
                    min_failure_count = table.Column<int>(type: "integer", nullable: false),
                    lookback_hours = table.Column<int>(type: "integer", nullable: false),
                    connectors = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recovery_playbooks", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_worker_run_retries_executed",
                table: "worker_run_retries",
                columns: new[] { "workspace_id", "executed_at", "id" },
                filter: "executed_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_connector_recoveries_closed",
                table: "connector_recoveries",
                columns: new[] { "workspace_id", "closed_at" },
                filter: "state in ('resolved', 'mitigated')");

            migrationBuilder.CreateIndex(
                name: "ix_connector_recoveries_one_open",
                table: "connector_recoveries",
                columns: new[] { "workspace_id", "connector" },
                unique: true,
                filter: "state in ('open', 'deferred', 'escalated', 'reopened')");

            migrationBuilder.CreateIndex(
                name: "ix_recovery_closures_workspace_id_closed_at",
                table: "recovery_closures",
                columns: new[] { "workspace_id", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_recovery_closures_workspace_id_playbook_id_id",
                table: "recovery_closures",
                columns: new[] { "workspace_id", "playbook_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "connector_recoveries");

            migrationBuilder.DropTable(
                name: "recovery_closures");

            migrationBuilder.DropTable(
                name: "recovery_escalation_plans");

            migrationBuilder.DropTable(
                name: "recovery_playbooks");

            migrationBuilder.DropIndex(
                name: "ix_worker_run_retries_executed",
                table: "worker_run_retries");
        }
    }
}
