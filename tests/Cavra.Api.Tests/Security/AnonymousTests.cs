using System.Net;
using System.Text;
using Cavra.Api.Tests.Access;
using Cavra.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cavra.Api.Tests.Security;

public sealed class AnonymousTests
{
    private CavraApp _app;

    [OneTimeSetUp]
    public async Task Start() => _app = await CavraApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public void Only_health_the_console_itself_its_configuration_and_signing_in_are_open() => Assert.That(
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(NameOf),
        Is.EquivalentTo(["GetConsoleConfig", "GetLiveness", "GetReadiness", "SignIn", .. RoleTable.Pages]));

    [Test]
    public async Task Everything_else_asks_for_a_credential()
    {
        using var nobody = _app.Client(key: null);
        nobody.DefaultRequestHeaders.Add(RoleTable.Elsewhere.Name, RoleTable.Elsewhere.Value);
        foreach (var endpoint in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
                segment.Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart { Content: var literal }] ? literal : "x"));
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Content = method is "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                using var response = await nobody.SendAsync(request);

                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"{method} {path}");
            }
        }
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!.Trim('/');
}
