using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Episodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "episode",
                table: "destinations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "superseded_at",
                table: "destinations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_destinations_of_episodes",
                table: "destinations",
                columns: new[] { "workspace_id", "episode" },
                filter: "episode is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_destinations_of_episodes",
                table: "destinations");

            migrationBuilder.DropColumn(
                name: "episode",
                table: "destinations");

            migrationBuilder.DropColumn(
                name: "superseded_at",
                table: "destinations");
        }
    }
}
