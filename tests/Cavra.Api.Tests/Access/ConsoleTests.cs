using Cavra.Domain.Evidence;
using Cavra.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Access;

public sealed class ConsoleTests
{
    private CavraApp _app;

    [OneTimeSetUp]
    public async Task Start() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task The_configuration_tells_anybody_where_everything_is()
    {
        var config = (await _app.Client(key: null).GetJsonAsync("/console/config")).Ok();

        Assert.Multiple(() =>
        {
            Assert.That(config.Text("connector_delivery"), Is.EqualTo("disabled"));
            Assert.That(config.Text("authentication.0"), Is.EqualTo("api_key"));
            Assert.That(config.Text("authentication.1"), Is.EqualTo("console_session"));
            Assert.That(config.Text("version"), Does.Match(@"^\d+\.\d+\.\d+$"));
            Assert.That(config.Text("endpoints.revoke_api_key"), Is.EqualTo("/access/keys/{key_id}/revoke"));
            Assert.That(config.Text("endpoints.get_console_config"), Is.EqualTo("/console/config"));
        });
    }

    [TestCase("go_rollback_drills", "/runtime/go-pilot/rollback-drills")]
    [TestCase("go_rollback_drill_schedule", "/runtime/go-pilot/rollback-drill-schedule")]
    [TestCase("go_rollback_drill_notifications", "/runtime/go-pilot/rollback-drill-notifications/deliver")]
    [TestCase("go_rollback_drill_notification_acknowledge", "/runtime/go-pilot/rollback-drill-notifications/{schedule_id}/acknowledgements")]
    [TestCase("go_rollback_drill_notification_history", "/runtime/go-pilot/rollback-drill-notifications")]
    [TestCase(
        "go_rollback_drill_notification_acknowledgement_audit_delivery_worker_health_alert_acknowledge",
        "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/worker-health-alerts/{health_id}/acknowledgements")]
    [TestCase(
        "go_rollback_drill_notification_acknowledgement_audit_delivery_retry_acknowledge",
        "/runtime/go-pilot/rollback-drill-notifications/acknowledgements/audit-delivery/retry-plans/{retry_plan_id}/acknowledgements")]
    public async Task Names_that_older_consoles_look_up_are_kept(string name, string path)
    {
        var endpoints = (await _app.Client(key: null).GetJsonAsync("/console/config")).Ok().At("endpoints").AsObject();

        Assert.That((string?)endpoints[name], Is.EqualTo(path));
        Assert.That(endpoints.Select(endpoint => endpoint.Key), Has.All.Match("^[a-z][a-z0-9_]*$"));
        Assert.That(endpoints.Select(endpoint => (string?)endpoint.Value), Has.None.Contains("*").And.None.Contains(":"));
    }

    [Test]
    public async Task Every_path_that_is_mapped_is_told()
    {
        var config = (await _app.Client(key: null).GetJsonAsync("/console/config")).Ok();

        var told = config["endpoints"]!.AsObject().Select(endpoint => endpoint.Value!.GetValue<string>());
        var mapped = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).Except(RoleTable.Pages).Select(path => "/" + path)
            .Where(path => !path.StartsWith("/swagger", StringComparison.Ordinal)).Select(path => path.Replace("{**", "{", StringComparison.Ordinal));
        Assert.That(told, Is.SupersetOf(mapped));
    }

    [Test]
    public async Task The_security_boundary_is_the_declared_classes_themselves()
    {
        var boundary = (await _app.Admin.GetJsonAsync("/console/security-boundary")).Ok();

        string[] Names(string member) => [.. boundary[member]!.AsArray().Select(name => name!.GetValue<string>())];
        Assert.Multiple(() =>
        {
            Assert.That(Names("public_fields"), Does.Contain("retry_plan_id").And.Not.Contain("token"));
            Assert.That(Names("secret_fields"), Does.Contain("token"));
            Assert.That(Names("internal_fields"), Does.Contain("endpoint_fingerprint"));
            Assert.That(Names("public_fields").Concat(Names("internal_fields")).Concat(Names("secret_fields")), Is.EquivalentTo(FieldClasses.Names));
            Assert.That(boundary.Text("undeclared_fields"), Is.EqualTo("secret"));
            Assert.That(boundary.At("validated_claims").AsArray(), Is.Not.Empty);
        });
    }

    [Test]
    public async Task A_parameter_that_the_configuration_does_not_know_is_refused() =>
        (await _app.Client(key: null).GetJsonAsync("/console/config?nope=1")).InvalidAt("/nope");
}
