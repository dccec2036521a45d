using AcMail.Storage;

namespace AcMail.Testing.Tests.Storage;

public sealed class StoreConformanceTests
{
    public static TheoryData<string> Checks => [.. StoreConformance.All.Select(c => c.Name)];

    public static TheoryData<string> Breakages => [.. BrokenStores.All.Keys];

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_in_memory_store_conforms(string check) => StoreConformance.RunAsync(check, () => new InMemoryFixture());

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task A_store_that_is_broken_is_caught_by_the_check_of_just_that(string breakage)
    {
        var (check, breaking) = BrokenStores.All[breakage];
        var failure = await Should.ThrowAsync<ConformanceException>(() => StoreConformance.RunAsync(check, () => new BrokenFixture(breaking)));
        failure.Message.ShouldStartWith(check);
    }

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task What_is_broken_does_not_drown_in_other_failures(string breakage)
    {
        var failed = new List<string>();
        // A third of them tells how many fail. Random changes find nearly everything, and look long for the shortest sequence of it.
        var some = StoreConformance.All.Where((c, i) => i % 3 == 0 && !c.Name.StartsWith("Random", StringComparison.Ordinal)).ToList();
        foreach (var check in some)
        {
            try
            {
                await check.RunAsync(() => new BrokenFixture(BrokenStores.All[breakage].Break));
            }
            catch (ConformanceException)
            {
                failed.Add(check.Name);
            }
        }

        failed.Count.ShouldBeLessThan(some.Count / 2);
    }

    [Fact]
    public async Task Random_changes_tell_the_shortest_sequence_that_fails()
    {
        var losing = BrokenStores.All["loses flags"].Break;
        var failure = await Should.ThrowAsync<ConformanceException>(() => StoreConformance.RandomChanges(4, sequences: 600).RunAsync(() => new BrokenFixture(losing)));
        failure.Message.ShouldContain("seed 4");
        failure.Message.ShouldContain("1. Commit");
        failure.Message.ShouldNotContain("3. ");
        failure.Message.ShouldContain("FlagsObserved");
    }

    [Fact]
    public void Random_changes_are_the_same_for_the_same_seed() =>
        SequenceGenerator.Make(new(7), 50).Select(s => $"{s}").ShouldBe(SequenceGenerator.Make(new(7), 50).Select(s => $"{s}"));

    [Fact]
    public void Random_changes_and_repetitions_are_of_every_kind()
    {
        var kinds = typeof(StoreChange).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(StoreChange))).ToList();
        var random = Enumerable.Range(0, 20).SelectMany(seed => SequenceGenerator.Make(new((ulong)seed), 50)).SelectMany(s => s.Brought);
        random.Select(c => c.GetType()).Distinct().ShouldBe(kinds, ignoreOrder: true);
        Repeatable.Changes.Select(c => c.GetType()).Append(typeof(MessageFiled)).Append(typeof(MessageCopied)).ShouldBe(kinds, ignoreOrder: true);
    }

    [Fact]
    public void Every_check_has_a_name_of_its_own() => StoreConformance.All.Select(c => c.Name).ShouldBeUnique();

    [Fact]
    public async Task A_check_that_does_not_exist_is_named() =>
        (await Should.ThrowAsync<ArgumentException>(() => StoreConformance.RunAsync("nothing", () => new InMemoryFixture())))
            .Message.ShouldContain("nothing");

    [Fact]
    public async Task A_check_that_is_cancelled_is_no_failure_of_the_store() =>
        await Should.ThrowAsync<OperationCanceledException>(
            () => StoreConformance.All[0].RunAsync(() => new InMemoryFixture(), new(canceled: true)));
}
