using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class UndeliveredAlertAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "undelivered",
                table: "health_alert_acknowledgements",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateIndex(
                name: "ix_health_alert_plans_workspace_id_health_id_id",
                table: "health_alert_plans",
                columns: new[] { "workspace_id", "health_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_health_alert_plans_workspace_id_health_id_id",
                table: "health_alert_plans");

            migrationBuilder.DropColumn(
                name: "undelivered",
                table: "health_alert_acknowledgements");
        }
    }
}
