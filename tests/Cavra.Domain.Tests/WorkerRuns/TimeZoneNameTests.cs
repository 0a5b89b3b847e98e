using Cavra.Domain.WorkerRuns;

namespace Cavra.Domain.Tests.WorkerRuns;

public sealed class TimeZoneNameTests
{
    [TestCase("UTC")]
    [TestCase("Europe/Berlin")]
    [TestCase("America/Argentina/Buenos_Aires")]
    [TestCase("America/Port-au-Prince")]
    [TestCase("Etc/GMT+5")]
    public void A_name_of_IANA_means_the_same_everywhere(string name) => Assert.That(TimeZoneName.IsShared(name), Is.True);

    [TestCase("localtime")]
    [TestCase("Localtime")]
    [TestCase("posixrules")]
    [TestCase("Local")]
    [TestCase("Factory")]
    [TestCase("posix/Europe/Berlin")]
    [TestCase("right/Europe/Berlin")]
    [TestCase("../zoneinfo/Europe/Berlin")]
    [TestCase("/etc/localtime")]
    [TestCase("Europe/Berlin\n")]
    [TestCase("")]
    public void What_a_machine_calls_its_own_does_not(string name) => Assert.That(TimeZoneName.IsShared(name), Is.False);
}
