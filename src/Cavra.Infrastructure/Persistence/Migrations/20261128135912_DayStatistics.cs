using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DayStatistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_gates_passed_workspace_id_gate_passed_at",
                table: "gates_passed",
                columns: new[] { "workspace_id", "gate", "passed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_destinations_opened",
                table: "destinations",
                columns: new[] { "workspace_id", "source", "open_since" },
                filter: "open_since is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_gates_passed_workspace_id_gate_passed_at",
                table: "gates_passed");

            migrationBuilder.DropIndex(
                name: "ix_destinations_opened",
                table: "destinations");
        }
    }
}
