using Cavra.Api.Wire;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Wire;

public sealed class PreferencesTests
{
    [TestCase("respond-async", ExpectedResult = true)]
    [TestCase("Respond-ASYNC", ExpectedResult = true)]
    [TestCase("wait=10, respond-async", ExpectedResult = true)]
    [TestCase("respond-async , handling=lenient", ExpectedResult = true)]
    [TestCase("respond-async; foo=bar", ExpectedResult = true)]
    [TestCase("respond-async=\"\"", ExpectedResult = true)]
    [TestCase("wait=10", "respond-async", ExpectedResult = true)]
    [TestCase("note=\"a \\\" b\", respond-async", ExpectedResult = true)]
    [TestCase("", ExpectedResult = false)]
    [TestCase("wait=10", ExpectedResult = false)]
    [TestCase("respond-async=no", ExpectedResult = false)]
    [TestCase("respond-asynchronously", ExpectedResult = false)]
    [TestCase("foo; respond-async", ExpectedResult = false)]
    [TestCase("note=\"a, respond-async, b\"", ExpectedResult = false)]
    [TestCase("note=\"a, respond-async", ExpectedResult = false)]
    [TestCase(ExpectedResult = false)]
    public bool An_early_answer_is_preferred_in_any_spelling_of_it_and_in_no_other_preference(params string[] headers)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[Preferences.Header] = headers;

        return http.Request.PrefersAnEarlyAnswer();
    }
}
