using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DueByConnector : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_destinations_due",
                table: "destinations");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_due",
                table: "destinations",
                columns: new[] { "workspace_id", "connector", "next_attempt_at", "created_at", "id" },
                filter: "next_attempt_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_destinations_due",
                table: "destinations");

            migrationBuilder.CreateIndex(
                name: "ix_destinations_due",
                table: "destinations",
                columns: new[] { "workspace_id", "next_attempt_at" },
                filter: "next_attempt_at is not null");
        }
    }
}
