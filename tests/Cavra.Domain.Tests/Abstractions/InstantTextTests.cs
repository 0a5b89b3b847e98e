using System.Globalization;
using Cavra.Domain.Abstractions;

namespace Cavra.Domain.Tests.Abstractions;

public sealed class InstantTextTests
{
    [TestCase("2026-11-01T00:00:00Z", "2026-11-01T00:00:00.000000")]
    [TestCase("2026-11-01t00:00:00z", "2026-11-01T00:00:00.000000")]
    [TestCase("2026-11-01T00:00Z", "2026-11-01T00:00:00.000000")]
    [TestCase("2026-11-01T00:00:00.1Z", "2026-11-01T00:00:00.100000")]
    [TestCase("2026-11-01T00:00:00.1234567Z", "2026-11-01T00:00:00.123456")]
    [TestCase("2026-11-01T00:00:00.12345678Z", "2026-11-01T00:00:00.123456")]
    [TestCase("2026-11-01T00:00:00.123456789Z", "2026-11-01T00:00:00.123456")]
    [TestCase("2026-11-01T02:00:00.123456789+02:00", "2026-11-01T00:00:00.123456")]
    [TestCase("2026-11-01T00:00:00.999999999Z", "2026-11-01T00:00:00.999999")]
    [TestCase("1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999")]
    [TestCase("2026-10-31T18:30:00-05:30", "2026-11-01T00:00:00.000000")]
    [TestCase("2026-11-01T00:00:00-00:00", "2026-11-01T00:00:00.000000")]
    [TestCase("2026-11-01T23:59:00+23:59", "2026-11-01T00:00:00.000000")]
    [TestCase("2028-02-29T23:59:59Z", "2028-02-29T23:59:59.000000")]
    [TestCase("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000")]
    [TestCase("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999")]
    public void An_instant_is_read_to_the_microsecond(string text, string expected)
    {
        Assert.That(InstantText.TryRead(text, out var instant), Is.Null);
        Assert.That(instant.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase(null, InstantText.NoInstant)]
    [TestCase("", InstantText.NoInstant)]
    [TestCase("soon", InstantText.NoInstant)]
    [TestCase("2026-11-01", InstantText.NoInstant)]
    [TestCase("20261101T000000Z", InstantText.NoInstant)]
    [TestCase("2026-11-01 00:00:00Z", InstantText.NoInstant)]
    [TestCase("2026-11-01T00:00:00Z\n", InstantText.NoInstant)]
    [TestCase("2026-11-01T00:00:00.Z", InstantText.NoInstant)]
    [TestCase("٢٠٢٦-11-01T00:00:00Z", InstantText.NoInstant)]
    [TestCase("2026-11-01T00:00:00", InstantText.NoOffset)]
    [TestCase("2026-11-01T00:00:00.5", InstantText.NoOffset)]
    [TestCase("2026-02-30T00:00:00Z", InstantText.NoDay)]
    [TestCase("2027-02-29T00:00:00Z", InstantText.NoDay)]
    [TestCase("2026-13-01T00:00:00Z", InstantText.NoDay)]
    [TestCase("2026-00-01T00:00:00Z", InstantText.NoDay)]
    [TestCase("2026-11-00T00:00:00Z", InstantText.NoDay)]
    [TestCase("0000-11-01T00:00:00Z", InstantText.NoDay)]
    [TestCase("2026-11-01T00:00:60Z", InstantText.NoTime)]
    [TestCase("2026-11-01T00:60:00Z", InstantText.NoTime)]
    [TestCase("2026-11-01T24:00:00Z", InstantText.NoTime)]
    [TestCase("2026-11-01T00:00:00.1234567890Z", InstantText.TooFine)]
    [TestCase("2026-11-01T00:00:00+24:00", InstantText.NoSuchOffset)]
    [TestCase("2026-11-01T00:00:00+02:60", InstantText.NoSuchOffset)]
    [TestCase("0001-01-01T00:00:00+14:00", InstantText.OutOfRange)]
    [TestCase("9999-12-31T23:59:59-14:00", InstantText.OutOfRange)]
    public void What_is_no_instant_is_told_why(string? text, string rule) =>
        Assert.That(InstantText.TryRead(text, out _), Is.EqualTo(rule));
}
