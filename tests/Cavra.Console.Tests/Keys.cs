namespace Cavra.Console.Tests;

/// <summary>What a person does by mouse, or by keyboard alone.</summary>
internal static class Keys
{
    private const int MostPresses = 150;

    /// <summary>Presses a button, a link or a field.</summary>
    public static Task PressAsync(this Person person, ILocator place) => person.IsWithoutMouse ? person.PressOnAsync(place) : place.ClickAsync();

    /// <summary>Goes into a field.</summary>
    public static Task EnterAsync(this Person person, ILocator field) => person.IsWithoutMouse ? person.TabToAsync(field) : field.ClickAsync();

    /// <summary>Chooses from the list that is open.</summary>
    public static async Task PickAsync(this Person person, string name)
    {
        var option = person.Page.GetByRole(AriaRole.Option, new() { Name = name }).First;
        if (!person.IsWithoutMouse)
        {
            await option.ClickAsync();
            return;
        }

        await Expect(option).ToBeVisibleAsync();
        for (var presses = 0; presses < MostPresses && !await option.EvaluateAsync<bool>(IsReached); presses++)
        {
            await person.Page.Keyboard.PressAsync("ArrowDown");
        }

        await person.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Ticks a box.</summary>
    public static async Task TickAsync(this Person person, ILocator box)
    {
        if (person.IsWithoutMouse)
        {
            await person.TabToAsync(box);
            await person.Page.Keyboard.PressAsync("Space");
            await Expect(box).ToBeCheckedAsync();
        }
        else
        {
            await box.CheckAsync();
        }
    }

    /// <summary>Turns to another tab of the page, whose first tab is shown.</summary>
    public static async Task TurnToAsync(this Person person, string tab)
    {
        var tabs = person.Page.GetByRole(AriaRole.Tab);
        var wanted = person.Page.GetByRole(AriaRole.Tab, new() { Name = tab });
        if (!person.IsWithoutMouse)
        {
            await wanted.ClickAsync();
            return;
        }

        await person.TabToAsync(tabs.First);
        for (var presses = 0; presses < MostPresses && !await wanted.EvaluateAsync<bool>(HasFocus); presses++)
        {
            await person.Page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(wanted).ToHaveAttributeAsync("aria-selected", "true");
    }

    /// <summary>Takes the search by its keys, writes there, and goes to what is found first.</summary>
    public static async Task FindAsync(this Person person, string text, string found)
    {
        await person.Page.Keyboard.PressAsync("Control+k");
        await Expect(person.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search, or paste any id" })).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync(text);
        await Expect(person.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync(found);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes on with the Tab key until that has the focus.</summary>
    public static async Task TabToAsync(this Person person, ILocator place)
    {
        await Expect(place).ToBeEnabledAsync();
        for (var presses = 0; presses < MostPresses && !await place.EvaluateAsync<bool>(HasFocus); presses++)
        {
            await person.Page.Keyboard.PressAsync("Tab");
        }

        await Expect(place).ToBeFocusedAsync();
    }

    /// <summary>Goes there with the Tab key and presses Enter.</summary>
    public static async Task PressOnAsync(this Person person, ILocator place)
    {
        await person.TabToAsync(place);
        await person.Page.Keyboard.PressAsync("Enter");
    }

    private const string HasFocus = "place => place === document.activeElement";

    // A list keeps the focus where it was opened, and tells which option is reached.
    private const string IsReached = "option => document.activeElement?.getAttribute('aria-activedescendant') === option.id && option.id !== ''";
}
