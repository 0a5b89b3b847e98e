using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cavra.Testing;

namespace Cavra.Console.Tests;

/// <summary>What people do in the console's dialogs, and what they read there.</summary>
internal static class Acts
{
    /// <summary>Goes to a page by the list of pages.</summary>
    public static async Task FollowAsync(this Person person, string title)
    {
        if (person.IsWithoutMouse)
        {
            await person.FindAsync(title, title);
        }
        else
        {
            await person.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();
        }

        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
    }

    /// <summary>Opens the dialog of an act.</summary>
    public static async Task OpenActAsync(this Person person, string button)
    {
        await person.PressAsync(person.Button(button));
        await Expect(person.Dialog).ToBeVisibleAsync();
    }

    /// <summary>A button within the dialog.</summary>
    public static ILocator DialogButton(this Person person, string name) =>
        person.Dialog.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static Task ConfirmAsync(this Person person, string confirm) => person.PressAsync(person.DialogButton(confirm));

    /// <summary>A field of the dialog by how its label begins.</summary>
    public static ILocator Field(this Person person, string label) =>
        person.Dialog.GetByLabel(new Regex("^" + Regex.Escape(label)));

    /// <summary>Writes into a field.</summary>
    public static async Task WriteAsync(this Person person, string label, string text)
    {
        await person.EnterAsync(person.Field(label));
        await person.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Chooses an option of a field.</summary>
    public static async Task ChooseAsync(this Person person, string label, string option)
    {
        await person.PressAsync(person.Field(label));
        await person.PickAsync(option);
    }

    /// <summary>Waits until the dialog says this and shows proof; returns the evidence ids that it shows.</summary>
    public static async Task<IReadOnlyList<string>> ProofAsync(this Person person, string said)
    {
        await Expect(person.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync(said);
        var ids = await person.Dialog.Locator("span.id[title^='evidence-']").AllAsync();
        return [.. await Task.WhenAll(ids.Select(async id => (await id.GetAttributeAsync("title"))!))];
    }

    /// <summary>Closes the dialog.</summary>
    public static async Task CloseAsync(this Person person)
    {
        await person.PressAsync(person.DialogButton("Close").Last);
        await Expect(person.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>The records of a kind, newest first, as the API lists them.</summary>
    public static async Task<JsonArray> RecordsAsync(this CavraApp app, string kind) =>
        (await app.Admin.GetJsonAsync($"{GivenDrills.Root}?metadata_kind={kind}")).Ok().At("items").AsArray();
}
