using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>What every form that acts asks for.</summary>
public static class Forms
{
    /// <summary>Writes why; and chooses in whose name, where the form asks for that and nobody is chosen.</summary>
    public static async Task SayWhyAsync(this ILocator field, string why)
    {
        await ChooseAskerAsync(field.Locator("xpath=ancestor::form"));
        await field.FillAsync(why);
    }

    /// <summary>Opens a form that is behind a button, writes why and sends it.</summary>
    public static async Task OpenAndSendAsync(this ILocator form, string why)
    {
        await form.Locator("summary").ClickAsync();
        await form.Locator("[name=comment]").SayWhyAsync(why);
        await form.Locator("button").ClickAsync();
    }

    /// <summary>Takes a page out as a file, with the button of its format; the form is open and says why.</summary>
    public static async Task<string> DownloadAsync(this IPage page, string button)
    {
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());
        return await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
    }

    /// <summary>Chooses the first admin or owner, where the form asks for one and nobody is chosen.</summary>
    public static async Task ChooseAskerAsync(this ILocator form)
    {
        ILocator asker = form.Locator("select[name=asker]");
        if (await asker.CountAsync() > 0 && (await asker.InputValueAsync()).Length == 0)
        {
            await asker.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        }
    }
}
