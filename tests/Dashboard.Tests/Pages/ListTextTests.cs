using Offboarding.Dashboard.Pages.New;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class ListTextTests
{
    private const string Id = "b0000000-0000-4000-8000-000000000005";

    [Theory]
    [InlineData("a@x.example\n\n b@x.example ", "1 a@x.example|3 b@x.example")]
    [InlineData("email,last day\r\na@x.example,2026-12-31\r\n", "2 a@x.example 2026-12-31")]
    [InlineData("\"a@x.example\";\"2026-12-31\"", "1 a@x.example 2026-12-31")]
    [InlineData("\uFEFF" + Id + "\t2026-01-02", "1 " + Id + " 2026-01-02")]
    [InlineData("", "")]
    [InlineData("Name,Department,Last day,E-Mail\r\n\"Lindqvist, Marta\",Support,2026-12-31,a@x.example\r\nTomas,Sales,,b@x.example", "2 a@x.example 2026-12-31|3 b@x.example")]
    [InlineData("sep=;\r\nUser ID;Last date\r\n" + Id + ";2026-01-02", "3 " + Id + " 2026-01-02")]
    [InlineData("First Name [Required],Last Name [Required],Email Address [Required]\nMarta,Lindqvist,a@x.example", "2 a@x.example")]
    [InlineData("version:v1.0\nUser name [userPrincipalName] Required\na@x.example", "3 a@x.example")]
    [InlineData("Employee\tEmail\nM. L.\ta@x.example\n\nT. K.\tb@x.example\n", "2 a@x.example|4 b@x.example")]
    [InlineData("a@x.example;;\n;;\nb@x.example;2026-12-31;", "1 a@x.example|3 b@x.example 2026-12-31")]
    public void A_line_is_a_person_and_perhaps_a_last_day(string text, string expected) =>
        string.Join('|', ListText.Read(text).Select(line => $"{line.Number} {line.Who} {line.LastDate?.ToString("yyyy-MM-dd")}".Trim())).ShouldBe(expected);

    [Theory]
    [InlineData("Marta", "Neither an email address nor an id.")]
    [InlineData("a@x.example, 31.12.2026", "“31.12.2026” is not a day like 2026-12-31.")]
    [InlineData("a@x.example\nA@x.example", "This person is already on the list above.")]
    [InlineData("Name,Department\nMarta,Support", "Neither an email address nor an id.")]
    [InlineData("Name,Email\na@x.example,Marta", "Neither an email address nor an id.")]
    public void What_is_wrong_with_a_line_is_said_about_that_line(string text, string problem) => ListText.Read(text)[^1].Problem.ShouldBe(problem);

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_a_problem_and_hides_nobody_in_silence()
    {
        IReadOnlyList<ListLine> lines = ListText.Read("a@x.example\n\"b@x.example,2026-12-31\nc@x.example\nd@x.example");
        lines.Select(line => line.Number).ShouldBe([1, 2, 3, 4]);
        lines.Count(line => line.Problem is null).ShouldBe(3);
        lines[1].Problem!.ShouldContain("quotation mark");
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(ListText.LargestFile, null)]
    [InlineData(ListText.LargestFile + 1, "up to 1 MB (1,048,576 bytes) and 10,000 lines")]
    [InlineData(0, "is empty")]
    public void A_file_that_cannot_be_read_is_named_with_the_limit(long bytes, string? problem) =>
        (ListText.WhyNotFile("leavers.csv", bytes) ?? "").ShouldContain(problem ?? "");

    [Fact]
    public void What_is_in_the_box_and_in_the_file_is_the_same_or_one_of_them_would_be_lost()
    {
        ListText.AreBothGiven("", "a@x.test").ShouldBeFalse();
        ListText.AreBothGiven("a@x.test\r\nb@x.test", "\uFEFFa@x.test\nb@x.test\n").ShouldBeFalse();
        ListText.AreBothGiven("a@x.test", "b@x.test").ShouldBeTrue();
    }

    [Fact]
    public void A_third_column_is_not_left_out_without_a_word()
    {
        ListText.Read("a@x.test,2026-12-31,long-leave")[0].Problem.ShouldNotBeNull().ShouldContain("third column");
        ListText.Read("a@x.test,,")[0].Problem.ShouldBeNull();
    }
}
