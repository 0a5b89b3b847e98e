using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class EndedApprovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "accepted_by",
                table: "approvals",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stale_because",
                table: "approvals",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "accepted_by",
                table: "approvals");

            migrationBuilder.DropColumn(
                name: "stale_because",
                table: "approvals");
        }
    }
}
