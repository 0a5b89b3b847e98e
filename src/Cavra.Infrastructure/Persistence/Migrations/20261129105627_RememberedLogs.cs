using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RememberedLogs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid[]>(
                name: "begun_entries",
                table: "log_trees",
                type: "uuid[]",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "begun_root",
                table: "log_trees",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "begun_size",
                table: "log_trees",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "stopped_index",
                table: "log_trees",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "begun_entries",
                table: "log_trees");

            migrationBuilder.DropColumn(
                name: "begun_root",
                table: "log_trees");

            migrationBuilder.DropColumn(
                name: "begun_size",
                table: "log_trees");

            migrationBuilder.DropColumn(
                name: "stopped_index",
                table: "log_trees");
        }
    }
}
