using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>A real server with the console, and receivers that fail as they are told.</summary>
internal sealed class ConsoleRig : IAsyncDisposable
{
    private readonly CavraApp _cavra;

    private ConsoleRig(CavraApp cavra, FailingReceiver siem, FailingReceiver chat) => (_cavra, App, Siem, Chat) = (cavra, cavra, siem, chat);

    /// <summary>The server, in the workspace of the present test.</summary>
    public CavraApp App { get; private set; }

    /// <summary>Takes deliveries.</summary>
    public FailingReceiver Siem { get; }

    /// <summary>Takes alerts too.</summary>
    public FailingReceiver Chat { get; }

    /// <param name="settings">Settings of the server, beyond those of every test.</param>
    /// <param name="areEscalationsTaken">Whether chat takes escalations too.</param>
    public static async Task<ConsoleRig> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, bool areEscalationsTaken = false)
    {
        var (siem, chat) = (await FailingReceiver.StartAsync(), await FailingReceiver.StartAsync());
        var connectors =
            $"""
            connectors:
              siem:
                provider: webhook
                url: http://127.0.0.1:{siem.Port}/siem
                allow_networks: ["127.0.0.0/8"]
              chat:
                provider: webhook
                url: http://127.0.0.1:{chat.Port}/chat
                alerts: true
                escalation: {(areEscalationsTaken ? "true" : "false")}
                allow_networks: ["127.0.0.0/8"]
            """;
        return new ConsoleRig(await CavraApp.StartAsync(connectors, settings: settings), siem, chat);
    }

    /// <summary>An empty workspace for the next test; the receivers take everything again.</summary>
    public async Task NewWorkspaceAsync()
    {
        App = await _cavra.NewWorkspaceAsync();
        Siem.Reset();
        Chat.Reset();
    }

    /// <summary>A person at a browser, signed in with a key of these roles.</summary>
    public async Task<Person> SignInAsync(string role, Screen? screen = null)
    {
        var answer = await App.Admin.PostJsonAsync("/access/keys", new { name = $"{role}-person", roles = new[] { role } });
        return await Person.SignInAsync(App, answer.Created().Text("key"), screen ?? Screen.Desk);
    }

    /// <summary>The administrator at a browser, who is operator too.</summary>
    public Task<Person> SignInAsAdministratorAsync(Screen? screen = null) => Person.SignInAsync(App, App.AdminKey, screen ?? Screen.Desk);

    public async ValueTask DisposeAsync()
    {
        await _cavra.DisposeAsync();
        await Siem.DisposeAsync();
        await Chat.DisposeAsync();
    }
}

/// <summary>What somebody looks at.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
/// <param name="IsDark">Whether the machine prefers dark.</param>
internal sealed record Screen(int Width, int Height, bool IsDark = false)
{
    public static Screen Desk { get; } = new(1280, 900);

    public static Screen Tablet { get; } = new(820, 1180);

    /// <summary>The desk at 200 %, which leaves it half as many CSS pixels.</summary>
    public static Screen Twice { get; } = new(640, 450);

    public static Screen Phone { get; } = new(390, 844);

    public Screen Dark => this with { IsDark = true };
}
