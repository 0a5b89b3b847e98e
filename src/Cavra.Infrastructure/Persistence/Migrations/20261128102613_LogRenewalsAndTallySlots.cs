using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LogRenewalsAndTallySlots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_log_checkpoints",
                table: "log_checkpoints");

            migrationBuilder.RenameColumn(
                name: "key",
                table: "idempotency_records",
                newName: "key_digest");

            migrationBuilder.RenameColumn(
                name: "backend",
                table: "tallies",
                newName: "slot");

            migrationBuilder.AddColumn<int>(
                name: "known_keys",
                table: "log_trees",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "stopped_for",
                table: "log_trees",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "renewal",
                table: "log_checkpoints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "pk_log_checkpoints",
                table: "log_checkpoints",
                columns: new[] { "workspace_id", "size", "renewal" });

            migrationBuilder.Sql(EmbeddedSql.Read("TallySlots.sql"));
            migrationBuilder.Sql("UPDATE log_trees SET unsigned_since = NULL");

            // Keys were kept as they were sent, for ever. They count for a day, and are kept as a keyed hash from now on.
            migrationBuilder.Sql("DELETE FROM idempotency_records");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_log_checkpoints",
                table: "log_checkpoints");

            migrationBuilder.DropColumn(
                name: "known_keys",
                table: "log_trees");

            migrationBuilder.DropColumn(
                name: "stopped_for",
                table: "log_trees");

            migrationBuilder.DropColumn(
                name: "renewal",
                table: "log_checkpoints");

            migrationBuilder.RenameColumn(
                name: "key_digest",
                table: "idempotency_records",
                newName: "key");

            migrationBuilder.RenameColumn(
                name: "slot",
                table: "tallies",
                newName: "backend");

            migrationBuilder.AddPrimaryKey(
                name: "pk_log_checkpoints",
                table: "log_checkpoints",
                columns: new[] { "workspace_id", "size" });
        }
    }
}
