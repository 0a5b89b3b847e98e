using System.Collections.Concurrent;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>Somebody at a browser. What the browser complains of fails the test, unless the test says that it will.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly CavraApp _app;
    private readonly IBrowserContext _context;

    private Person(CavraApp app, IBrowserContext context, IPage page, string? issuer)
    {
        (_app, _context, Page) = (app, context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"fault: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal)
                && (issuer is null || !request.Url.StartsWith(issuer, StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"loaded from elsewhere: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Whether they have a keyboard alone.</summary>
    public bool IsWithoutMouse { get; init; }

    /// <summary>What the browser complained of so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a browser whose clock shows the server's time.</summary>
    /// <param name="app">The server.</param>
    /// <param name="screen">What they look at.</param>
    /// <param name="isWithoutMouse">Whether they have a keyboard alone.</param>
    /// <param name="issuer">Where else their browser may be sent to; null for nowhere.</param>
    public static async Task<Person> OpenAsync(CavraApp app, Screen screen, bool isWithoutMouse = false, string? issuer = null)
    {
        var context = await TestRun.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            Locale = "en-GB",
            IsMobile = screen.Width < 500,
            HasTouch = screen.Width < 500,
        });
        context.SetDefaultTimeout((float)Patience.Hang.TotalMilliseconds);
        var page = await context.NewPageAsync();
        await page.Clock.SetFixedTimeAsync(app.Clock.GetUtcNow().UtcDateTime);
        return new Person(app, context, page, issuer) { IsWithoutMouse = isWithoutMouse };
    }

    public static async Task<Person> SignInAsync(CavraApp app, string key, Screen screen)
    {
        var person = await OpenAsync(app, screen);
        await person.Page.GotoAsync("/");
        await person.SignInWithAsync(key);
        return person;
    }

    /// <summary>Pastes a key on the sign-in page.</summary>
    public async Task SignInWithAsync(string key)
    {
        await Page.GetByLabel("API key").FillAsync(key);
        await Button("Sign in").ClickAsync();
        await Expect(Heading("Overview")).ToBeVisibleAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>Goes to a page of the console and waits for its heading.</summary>
    public async Task GoToAsync(string path, string heading)
    {
        await Page.GotoAsync(path);
        await Expect(Heading(heading).First).ToBeVisibleAsync();
    }

    /// <summary>Lets the browser see the server's time again after the test moved it on.</summary>
    public Task LookAtTheClockAsync() => Page.Clock.SetFixedTimeAsync(_app.Clock.GetUtcNow().UtcDateTime);

    /// <summary>The browser complained of this, as it should, and of nothing else.</summary>
    public void Complained(string text)
    {
        Assert.That(_complaints, Is.Not.Empty.And.All.Contains(text));
        _complaints.Clear();
    }

    /// <summary>The browser complained of this or of nothing: whether it did depends on what was under way.</summary>
    public void MayHaveComplained(string text)
    {
        Assert.That(_complaints, Is.All.Contains(text));
        _complaints.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (TestContext.CurrentContext.Result.Outcome.Status is not NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            Assert.That(_complaints, Is.Empty);
        }
    }
}
