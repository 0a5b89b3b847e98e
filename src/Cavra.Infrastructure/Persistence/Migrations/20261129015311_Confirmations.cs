using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Confirmations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ask_again_at",
                table: "destinations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "asked_count",
                table: "destinations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "vendor_reference",
                table: "destinations",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_destinations_unconfirmed",
                table: "destinations",
                columns: new[] { "workspace_id", "ask_again_at" },
                filter: "ask_again_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_destinations_unconfirmed",
                table: "destinations");

            migrationBuilder.DropColumn(
                name: "ask_again_at",
                table: "destinations");

            migrationBuilder.DropColumn(
                name: "asked_count",
                table: "destinations");

            migrationBuilder.DropColumn(
                name: "vendor_reference",
                table: "destinations");
        }
    }
}
