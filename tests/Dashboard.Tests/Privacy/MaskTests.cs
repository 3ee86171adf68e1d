using System.Text;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Tests.Privacy;

public sealed class MaskTests
{
    [Theory]
    [InlineData("Marta Lindqvist", "M. L.")]
    [InlineData("Aleksandra Wojciechowska-Brzezińska", "A. W. B.")]
    [InlineData("Øystein", "Ø.")]
    [InlineData("", "")]
    public void A_name_becomes_initials(string name, string shown) => Mask.Name(name).ShouldBe(shown);

    [Theory]
    [InlineData("marta@northwind.example", "•••@northwind.example")]
    [InlineData("no address", "•••")]
    public void Of_an_address_the_domain_is_left(string email, string shown) => Mask.Email(email).ShouldBe(shown);

    [Theory]
    [InlineData("ines", "ines")]
    [InlineData("offboarding", "offboarding")]
    [InlineData("ines@northwind.example", "•••@northwind.example")]
    [InlineData("Ines Prem", "I. P.")]
    public void Of_who_acted_the_name_of_an_account_is_left(string actor, string shown) => Mask.Actor(actor).ShouldBe(shown);

    [Fact]
    public void A_sentence_loses_its_addresses() =>
        Mask.Text("Refused for <ana@x.example>, see b0000000-0000-4000-8000-000000000009.")
            .ShouldBe("Refused for <•••@x.example>, see b0000000-0000-4000-8000-000000000009.");

    [Fact]
    public void A_body_keeps_its_shape_ids_numbers_dates_and_the_words_of_the_product() =>
        Mask.Body("""{"userId":"b0000000-0000-4000-8000-000000000009","name":"Ana","lastDay":"2026-12-24","amount":3,"wake":true,"handover":{"strategy":"fixed","note":"for Ben"},"tags":["Ana"],"none":null}""")
            .ShouldBe("""{"userId":"b0000000-0000-4000-8000-000000000009","name":"•••","lastDay":"2026-12-24","amount":3,"wake":true,"handover":{"strategy":"fixed","note":"•••"},"tags":["•••"],"none":null}""");

    [Fact]
    public void A_body_that_is_no_json_is_hidden_as_a_whole()
    {
        Mask.Body("<deactivate user=\"Ana\"/>").ShouldStartWith("••• (24 bytes");
        Mask.Body("").ShouldNotBeEmpty();
    }

    [Fact]
    public void Rows_in_lists_in_records_are_hidden_and_the_originals_stay_as_they_are()
    {
        var page = new Page<CaseRow>([new CaseRow { Leaver = "Marta Lindqvist", LeaverEmail = "m@x.example", State = "completed" }], null);
        CaseRow hidden = PersonalData.Shown(page, allowed: false).Rows.ShouldHaveSingleItem();
        hidden.ShouldBe(page.Rows[0] with { Leaver = "M. L.", LeaverEmail = "•••@x.example" });
        page.Rows[0].Leaver.ShouldBe("Marta Lindqvist");
        PersonalData.Shown(page, allowed: true).ShouldBeSameAs(page);

        var message = new MessageRow { Body = Encoding.UTF8.GetBytes("""{"email":"m@x.example"}"""), Help = null };
        Encoding.UTF8.GetString(PersonalData.Shown(message, allowed: false).Body).ShouldBe("""{"email":"•••"}""");
        PersonalData.Shown(new ActOutcome(false, "Retried already.", By: "Ines Prem"), allowed: false).By.ShouldBe("I. P.");
        PersonalData.Shown<CaseRow?>(null, allowed: false).ShouldBeNull();
    }
}
