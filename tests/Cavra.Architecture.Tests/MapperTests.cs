using AutoMapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cavra.Architecture.Tests;

public sealed class MapperTests
{
    [Test]
    public void Every_projection_fills_every_member()
    {
        var configuration = new MapperConfiguration(it => it.AddMaps(House.Application), NullLoggerFactory.Instance);

        Assert.That(configuration.AssertConfigurationIsValid, Throws.Nothing);
    }
}
