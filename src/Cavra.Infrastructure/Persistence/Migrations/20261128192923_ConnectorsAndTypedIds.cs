using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cavra.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ConnectorsAndTypedIds : Migration
    {
        // Documents in which a connector's name was called its provider; the vendor of old ones is not known.
        private static readonly (string Table, string Column)[] NamedByProviderOnly =
        [
            ("health_alert_plans", "suppressed_providers"), ("escalation_plans", "routes"), ("audit_packages", "routes"),
            ("worker_runs", "follow_up_actions"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "provider", table: "notification_routes", newName: "connector");
            migrationBuilder.RenameColumn(name: "connector_provider", table: "notification_routes", newName: "provider");

            migrationBuilder.Sql(
                """
                ALTER TABLE worker_runs
                    ALTER COLUMN retry_plan_id TYPE uuid USING replace(retry_plan_id, 'gordackretry-', '')::uuid;
                """);

            migrationBuilder.AddColumn<Guid>(
                name: "latest_delivery_id",
                table: "retry_decisions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "etag",
                table: "idempotency_records",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "eligible_providers",
                table: "health_alert_plans",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<Guid>(
                name: "episode_id",
                table: "health_alert_plans",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "force",
                table: "health_alert_plans",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "suppression_window_minutes",
                table: "health_alert_plans",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.Sql(
                """
                UPDATE health_alert_plans SET
                    episode_id = replace(dedup_key, 'gordackhealthepisode-', '')::uuid,
                    suppression_window_minutes = 60,
                    eligible_providers = selected_providers
                        || ARRAY(SELECT one ->> 'provider' FROM jsonb_array_elements(suppressed_providers) AS one);
                ALTER TABLE health_alert_plans DROP COLUMN dedup_key;

                UPDATE retry_decisions AS decision SET latest_delivery_id = destination.event_id
                FROM destinations AS destination
                WHERE destination.workspace_id = decision.workspace_id AND destination.id = decision.destination_id
                    AND decision.latest_delivery_at IS NOT NULL;

                UPDATE notification_plans SET route_decisions = (
                    SELECT coalesce(jsonb_agg(
                        (one - 'connector_provider') || jsonb_build_object(
                            'connector', one -> 'provider', 'provider', one -> 'connector_provider') ORDER BY place), '[]')
                    FROM jsonb_array_elements(route_decisions) WITH ORDINALITY AS list (one, place));
                """);

            foreach (var (table, column) in NamedByProviderOnly)
            {
                migrationBuilder.Sql(
                    $"""
                    UPDATE {table} SET {column} = (
                        SELECT coalesce(jsonb_agg(one || jsonb_build_object('connector', one -> 'provider') ORDER BY place), '[]')
                        FROM jsonb_array_elements({column}) WITH ORDINALITY AS list (one, place));
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "latest_delivery_id",
                table: "retry_decisions");

            migrationBuilder.DropColumn(
                name: "etag",
                table: "idempotency_records");

            migrationBuilder.DropColumn(
                name: "eligible_providers",
                table: "health_alert_plans");

            migrationBuilder.Sql(
                """
                ALTER TABLE health_alert_plans ADD COLUMN dedup_key text;
                UPDATE health_alert_plans SET dedup_key = 'gordackhealthepisode-' || replace(episode_id::text, '-', '');
                ALTER TABLE health_alert_plans DROP COLUMN episode_id;
                """);

            migrationBuilder.DropColumn(
                name: "force",
                table: "health_alert_plans");

            migrationBuilder.DropColumn(
                name: "suppression_window_minutes",
                table: "health_alert_plans");

            migrationBuilder.RenameColumn(name: "provider", table: "notification_routes", newName: "connector_provider");
            migrationBuilder.RenameColumn(name: "connector", table: "notification_routes", newName: "provider");

            migrationBuilder.Sql(
                """
                ALTER TABLE worker_runs
                    ALTER COLUMN retry_plan_id TYPE text USING 'gordackretry-' || replace(retry_plan_id::text, '-', '');
                """);
        }
    }
}
