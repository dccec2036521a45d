using CsCheck;

namespace AcMail.Core.Tests.Watching;

public sealed class WatchMachineTests
{
    static readonly Gen<Whim> Whims = Gen.Select(Gen.Int[0, 9], Gen.Double[0, 1], Gen.Double[0, 1], (kind, size, jitter) => new Whim(kind, size, jitter));
    static readonly WatchPace Pace = new(TimeSpan.FromMinutes(5));
    static readonly Whim Fine = new(0, 0.1, 0.5);

    [Fact]
    public void A_watch_begins_with_the_whole_account_then_idles()
    {
        var world = new WatchWorld();
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.ShouldBe(PassScope.Account);
        world.Step(Fine).ShouldBeOfType<WatchStep.Idle>().Until.ShouldBeInRange(world.State.PollDue - WatchPace.Idle - WatchPace.Idle, world.State.PollDue);
    }

    [Fact]
    public void News_are_looked_at_alone_and_soon()
    {
        var world = Idling();
        world.Step(new(2, 0.3, 0.5)).ShouldBeOfType<WatchStep.Idle>();
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.Mailboxes.ShouldBe(["INBOX"]);
    }

    [Fact]
    public void A_burst_of_news_is_looked_at_together_and_takes_half_of_the_time_at_most()
    {
        var world = Idling();
        world.Tell(WatchWorld.News("INBOX"));
        world.Tell(WatchWorld.News("Sent", "INBOX"));
        world.Step(new(0, 0.05, 0.5)).ShouldBeOfType<WatchStep.Pass>().Scope.Mailboxes.ShouldBe(["INBOX", "Sent"], ignoreOrder: true);
        world.Tell(WatchWorld.News("INBOX"));
        var before = world.Now;
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>();
        (world.Now - before).ShouldBe(TimeSpan.FromMilliseconds(100));
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.Mailboxes.ShouldBe(["INBOX"]);
    }

    [Fact]
    public void News_that_come_to_nothing_time_and_again_are_looked_at_more_seldom_until_there_is_something()
    {
        var world = Idling();
        var passes = 0;
        for (var end = world.Now + TimeSpan.FromMinutes(2); world.Now < end;)
        {
            world.Tell(WatchWorld.News("INBOX"));
            if (world.Step(Fine) is WatchStep.Pass) passes++;
        }

        passes.ShouldBeInRange(10, 25);
        var nothing = WatchWorld.Report(null) with { Mailboxes = [new("INBOX", MailboxRole.Inbox, 0, 0, 0, 0, 0)] };
        world.Tell(new WatchEvent.PassEnded(PassScope.Of(["INBOX"]), nothing, world.Now));
        world.State.LookFrom.ShouldBe(world.Now + WatchPace.SettleAtMost);
        var found = WatchWorld.Report(null) with { Mailboxes = [new("INBOX", MailboxRole.Inbox, 1, 0, 0, 0, 0)] };
        world.Tell(new WatchEvent.PassEnded(PassScope.Of(["INBOX"]), found, world.Now));
        world.State.LookFrom.ShouldBeLessThanOrEqualTo(world.Now + WatchPace.Settle);
    }

    [Theory]
    [InlineData(MailErrorKind.ServerUnavailable, true)]
    [InlineData(MailErrorKind.CommandRefused, false)]
    public void What_a_server_refuses_for_good_is_no_reason_to_leave_it_alone(MailErrorKind kind, bool waits)
    {
        var world = Idling();
        var report = WatchWorld.Report(null) with { Problems = [new("Archives", null, WatchWorld.Failure(kind, reply: "NO [LIMIT] Too many messages"))] };
        world.Tell(new WatchEvent.PassEnded(PassScope.Account, report, world.Now));
        (world.State.NotBefore > world.Now).ShouldBe(waits);
    }

    [Fact]
    public void What_was_done_here_is_told_to_the_server_at_once()
    {
        var world = Idling();
        world.Now += TimeSpan.FromSeconds(5);
        world.Tell(new WatchEvent.News([], DoneHere: true));
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.ShouldBe(PassScope.Whole(PassDepth.Counters));
    }

    [Fact]
    public void What_was_done_here_right_after_a_look_waits_no_longer_than_other_news() => Gen.Int[0, 2000].Sample(milliseconds =>
    {
        var world = Idling();
        var state = world.State with { LookFrom = world.Now + TimeSpan.FromMilliseconds(milliseconds) };
        state = WatchMachine.After(state, new WatchEvent.News([], DoneHere: true), world.Now, Pace, 0.5);
        (state.PollDue - world.Now).ShouldBe(TimeSpan.FromMilliseconds(Math.Min(milliseconds, WatchPace.Settle.TotalMilliseconds)));
    });

    [Fact]
    public void An_idle_ends_before_anything_is_due_and_before_connections_are_cut() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300], Gen.Int[1, 300], Gen.Double[0, 1]).Sample((poll, usual, everything, jitter) =>
        {
            var now = WatchWorld.Start;
            var state = new WatchState(now.AddSeconds(poll), now.AddSeconds(usual), now.AddSeconds(everything));
            var idle = WatchMachine.Decide(state, now, Pace, jitter).Step.ShouldBeOfType<WatchStep.Idle>();
            var longest = WatchPace.IdleFor(jitter);
            (idle.Until - now).ShouldBe(new[] { poll, usual, everything }.Select(due => TimeSpan.FromSeconds(due)).Append(longest).Min());
            longest.ShouldBeLessThanOrEqualTo(WatchPace.Idle);
        });

    [Fact]
    public void Where_idle_was_refused_it_waits_for_what_is_due_and_asks_again_in_time() => Gen.Int[1, 300].Array[4].Sample(seconds =>
    {
        var now = WatchWorld.Start;
        DateTimeOffset[] t = [.. seconds.Select(s => now.AddSeconds(s))];
        WatchMachine.Decide(new WatchState(t[0], t[1], t[2]) { IdleFrom = t[3] }, now, Pace, 0.5).Step.ShouldBe(new WatchStep.Wait(t.Min(), false));
    });

    [Theory]
    [InlineData(0, 1, 1, nameof(PassDepth.Counters))]
    [InlineData(0, 0, 1, nameof(PassDepth.Usual))]
    [InlineData(1, 0, 1, nameof(PassDepth.Usual))]
    [InlineData(0, 0, 0, nameof(PassDepth.Everything))]
    [InlineData(1, 1, 0, nameof(PassDepth.Everything))]
    public void What_is_due_by_now_decides_how_closely_it_is_looked_at(int poll, int usual, int everything, string depth)
    {
        var now = WatchWorld.Start;
        var state = new WatchState(now.AddSeconds(poll), now.AddSeconds(usual), now.AddSeconds(everything));
        WatchMachine.Decide(state, now, Pace, 0.5).Step.ShouldBeOfType<WatchStep.Pass>().Scope.ShouldBe(PassScope.Whole(Enum.Parse<PassDepth>(depth)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Another_credential_is_waited_for_only_where_one_was_refused(int refusals, bool forCredential)
    {
        var world = Idling();
        var state = world.State with { NotBefore = world.Now + TimeSpan.FromSeconds(5), Pause = TimeSpan.FromSeconds(5), Refusals = refusals };
        WatchMachine.Decide(state, world.Now, Pace, 0.5).Step.ShouldBe(new WatchStep.Wait(state.NotBefore, forCredential));
    }

    [Fact]
    public void A_server_that_does_not_idle_is_polled_and_asked_again_after_a_while()
    {
        var world = Idling();
        world.Step(new(3, 0, 0.5)).ShouldBeOfType<WatchStep.Idle>();
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>().Until.ShouldBe(world.Now);
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>();
        while (world.Now < WatchWorld.Start + WatchPace.IdleAgain) world.Step(Fine).ShouldNotBeOfType<WatchStep.Idle>();
        Steps(world, 3).ShouldContain(s => s is WatchStep.Idle);
    }

    [Fact]
    public void A_connection_that_lived_for_long_is_replaced_at_once()
    {
        var world = Idling();
        world.Now += TimeSpan.FromMinutes(6);
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>();
        world.Step(new(1, 0.1, 0.5)).ShouldBeOfType<WatchStep.Idle>();
        var broke = world.Now;
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>();
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.Mailboxes.ShouldBeEmpty();
        (world.Logins[^1] - broke).ShouldBeLessThan(Reconnection.First);
    }

    [Fact]
    public void Commands_refused_on_an_open_connection_ask_for_a_fresh_credential()
    {
        var world = Idling();
        world.Now += TimeSpan.FromMinutes(50);
        world.Step(new(8, 0.1, 0.5)).ShouldBeOfType<WatchStep.Pass>().WithFreshCredential.ShouldBeFalse();
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>();
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().WithFreshCredential.ShouldBeTrue();
        world.Step(Fine).ShouldBeOfType<WatchStep.Idle>();
    }

    [Fact]
    public void A_mailbox_that_cannot_be_looked_at_has_the_whole_account_looked_at()
    {
        var world = Idling();
        var pass = new SyncPass(null);
        pass.AddProblem(pass.Open("INBOX", MailboxRole.Inbox), null, WatchWorld.Failure(MailErrorKind.MailboxNotFound));
        world.Tell(new WatchEvent.PassEnded(PassScope.Of(["INBOX"]), SyncReportBuilder.Build("pro", pass, null, default), world.Now));
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>().Scope.Mailboxes.ShouldBeEmpty();
    }

    [Fact]
    public void Another_credential_is_tried_at_once_and_the_refused_one_after_an_hour()
    {
        var world = new WatchWorld();
        world.Step(new(3, 0, 0.5)).ShouldBeOfType<WatchStep.Pass>();
        world.Step(new(1, 0.01, 0.5)).ShouldBeOfType<WatchStep.Wait>().ForCredential.ShouldBeTrue();
        var changed = world.Now;
        changed.ShouldBeLessThan(WatchWorld.Start + TimeSpan.FromMinutes(1));
        world.Step(new(3, 0, 0.5)).ShouldBeOfType<WatchStep.Pass>();
        // Nobody changes it any more.
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>().Until.ShouldBe(changed + (2 * WatchPace.Refused));
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>();
    }

    [Fact]
    public void A_credential_that_changes_ends_no_wait_for_anything_else_and_is_tried_twice_as_seldom_each_time()
    {
        var world = Idling();
        var waiting = world.State with { NotBefore = world.Now.AddMinutes(5) };
        WatchMachine.After(waiting, new WatchEvent.CredentialChanged(), world.Now, Pace, 0.5).ShouldBe(waiting);
        for (var inVain = 0; inVain < 3; inVain++)
        {
            var refused = waiting with { Refusals = 1, ChangedInVain = inVain, ChangeFrom = world.Now };
            var state = WatchMachine.After(refused, new WatchEvent.CredentialChanged(), world.Now, Pace, 0.5);
            (state.NotBefore, state.ChangedInVain, state.ChangeFrom).ShouldBe((world.Now, inVain + 1, world.Now + (WatchPace.AskCredential * (2 << inVain))));
        }
    }

    [Fact]
    public void A_pass_of_somebody_else_that_went_well_ends_the_wait_for_a_credential()
    {
        var world = new WatchWorld();
        world.Step(new(3, 0, 0.5));
        world.Step(new(2, 0.01, 0.5)).ShouldBeOfType<WatchStep.Wait>().ForCredential.ShouldBeTrue();
        world.Tell(new WatchEvent.WorksAgain());
        world.Step(Fine).ShouldBeOfType<WatchStep.Pass>();
    }

    [Fact]
    public void Whatever_happens_it_never_gives_up() => Whims.Array[0, 200].Sample(whims =>
    {
        var world = new WatchWorld();
        foreach (var whim in whims) world.Step(whim);
        // From now on everything is in order: what was told to wait waits as long as that, and no longer.
        var patience = Later(world.State.NotBefore, world.Now) + TimeSpan.FromMinutes(11);
        var good = world.Now;
        while (world.Now <= patience) world.Step(Fine);
        world.Log.Any(l => l.At >= good && l.Step is WatchStep.Pass { Scope.IsBrief: false } && l.Ended is WatchEvent.PassEnded { Report.Failure: null }).ShouldBeTrue();
        world.State.News.ShouldBeEmpty();
    });

    [Fact]
    public void Whatever_happens_the_server_is_not_hammered() => Whims.Array[50, 400].Sample(whims =>
    {
        var world = new WatchWorld();
        // Nothing ever goes well, but for a login that works now and then.
        foreach (var whim in whims) world.Step(whim.Kind is 0 or 9 ? whim with { Kind = 2 } : whim);
        foreach (var window in (TimeSpan[])[TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)])
        {
            // After the first few of each kind, the gap is two and a half minutes at least; a new credential is worth an attempt of its own.
            var allowed = 20 + (window / TimeSpan.FromMinutes(2.5));
            var counted = Unprovoked(world).ToList();
            foreach (var at in counted) counted.Count(l => l >= at && l < at + window).ShouldBeLessThan((int)allowed);
        }
    });

    [Fact]
    public void A_server_that_wants_to_be_left_alone_is_left_alone() => Whims.Array[1, 200].Sample(whims =>
    {
        var world = new WatchWorld();
        foreach (var whim in whims) world.Step(whim.Kind == 3 ? Fine : whim);
        DateTimeOffset? notBefore = null;
        foreach (var (at, step, ended) in world.Log)
        {
            if (step is WatchStep.Pass or WatchStep.Idle && notBefore is { } told) at.ShouldBeGreaterThanOrEqualTo(told);
            if (ended is not WatchEvent.PassEnded { Report.Failure: { } failure } pass) continue;
            var end = at + pass.Report.Elapsed;
            if (failure.NotBefore is { } until) notBefore = Later(notBefore ?? until, until);
            if (ThrottleHint.Find(failure.ServerReply) is { } patience) notBefore = Later(notBefore ?? end, end + patience);
        }
    });

    [Fact]
    public void A_refused_credential_is_not_tried_again_within_an_hour_unless_it_changes() => Whims.Array[1, 300].Sample(whims =>
    {
        var world = new WatchWorld();
        foreach (var whim in whims) world.Step(whim);
        DateTimeOffset? refusedAt = null;
        foreach (var (at, step, ended) in world.Log)
        {
            if (step is WatchStep.Pass && refusedAt is { } then) (at - then).ShouldBeGreaterThanOrEqualTo(WatchPace.Refused);
            refusedAt = ended switch
            {
                WatchEvent.PassEnded { Report.Failure.Kind: MailErrorKind.BadCredentials } pass => at + pass.Report.Elapsed,
                WatchEvent.CredentialChanged or WatchEvent.PassEnded => null,
                _ => refusedAt,
            };
        }
    });

    [Fact]
    public void Changing_credentials_are_tried_less_and_less_often()
    {
        var world = new WatchWorld();
        while (world.Now < WatchWorld.Start + TimeSpan.FromHours(10))
        {
            world.Tell(new WatchEvent.CredentialChanged());
            world.Step(new(3, 0, 0.5));
            world.Now += WatchPace.AskCredential;
        }

        world.Logins.Count.ShouldBeInRange(8, 40);
    }

    [Fact]
    public void After_a_break_the_whole_account_is_looked_at_before_it_idles_again() => Whims.Array[1, 300].Sample(whims =>
    {
        var world = new WatchWorld();
        foreach (var whim in whims) world.Step(whim);
        var isBlind = true;
        foreach (var (_, step, ended) in world.Log)
        {
            if (step is WatchStep.Idle && ended is not WatchEvent.ConnectedAnew) isBlind.ShouldBeFalse();
            if (ended is WatchEvent.ConnectionBroke or WatchEvent.ConnectedAnew or WatchEvent.PassEnded { Report.Failure.Kind: not MailErrorKind.Busy }) isBlind = true;
            if (ended is WatchEvent.PassEnded { Scope.IsBrief: false, Report.Failure: null }) isBlind = false;
        }
    });

    [Fact]
    public void News_are_looked_at_before_it_idles_again() => Gen.Select(Whims, Gen.Int[0, 6]).Array[1, 200].Sample(lives =>
    {
        var world = new WatchWorld();
        var open = new HashSet<string>();
        foreach (var (whim, told) in lives)
        {
            if (told < 3)
            {
                world.Tell(WatchWorld.News($"M{told}"));
                open.Add($"M{told}");
            }

            var step = world.Step(whim);
            if (step is WatchStep.Idle) open.ShouldBeEmpty();
            if (world.Log[^1].Ended is WatchEvent.News) open.Add("INBOX");
            if (world.Log[^1] is not { Step: WatchStep.Pass pass, Ended: WatchEvent.PassEnded { Report.Failure: null } }) continue;
            if (pass.Scope.IsBrief) open.ExceptWith(pass.Scope.Mailboxes);
            else open.Clear();
        }
    });

    [Fact]
    public void The_account_is_looked_at_every_five_minutes_whatever_the_clock_does() => Gen.Select(Gen.Double[-100_000, 100_000], Gen.Double[0, 1]).Array[0, 20].Sample(jumps =>
    {
        var world = new WatchWorld();
        foreach (var (seconds, size) in jumps)
        {
            world.Step(new(4, size, size));
            world.Now += TimeSpan.FromSeconds(seconds);
        }

        // What was done before may bear later times: the clock may have been ahead.
        var (settled, before) = (world.Now, world.Log.Count);
        while (world.Now < settled + TimeSpan.FromMinutes(6)) world.Step(Fine);
        world.Log.Skip(before).ShouldContain(l => l.Step is WatchStep.Pass && l.At < settled + TimeSpan.FromMinutes(6));
    });

    [Theory]
    [InlineData(MailErrorKind.Busy, 0, null, 1)]
    [InlineData(MailErrorKind.Busy, 3, null, 8)]
    [InlineData(MailErrorKind.Busy, 10, null, 30)]
    [InlineData(MailErrorKind.Busy, 0, 60, 60)]
    [InlineData(MailErrorKind.MailboxInUse, 0, null, 1)]
    [InlineData(MailErrorKind.MailboxInUse, 10, null, 300)]
    [InlineData(MailErrorKind.MailboxInUse, 10, 20, 300)]
    [InlineData(MailErrorKind.Deferred, 0, null, 300)]
    [InlineData(MailErrorKind.Deferred, 0, 20, 20)]
    [InlineData(MailErrorKind.Deferred, 6, 20, 64)]
    public void Where_somebody_else_is_at_it_pauses_grow_and_what_the_server_says_is_heeded(MailErrorKind kind, int collisions, int? told, int seconds)
    {
        var world = Idling();
        var failure = WatchWorld.Failure(kind, told is { } after ? world.Now.AddSeconds(after) : null);
        var ended = new WatchEvent.PassEnded(PassScope.Account, WatchWorld.Report(failure), null);
        var state = WatchMachine.After(world.State with { Collisions = collisions }, ended, world.Now, Pace, 0.5);
        (state.Collisions, state.NotBefore, state.PollDue).ShouldBe((collisions + 1, world.Now.AddSeconds(seconds), world.Now));
    }

    [Theory]
    [InlineData(MailErrorKind.StorageFull)]
    [InlineData(MailErrorKind.Unexpected)]
    public void What_goes_wrong_here_is_tried_less_and_less_often_however_old_the_connection_is(MailErrorKind kind)
    {
        var (world, pauses) = (Idling(), new List<TimeSpan>());
        var state = world.State;
        for (var i = 0; i < 6; i++)
        {
            var ended = new WatchEvent.PassEnded(PassScope.Account, WatchWorld.Report(WatchWorld.Failure(kind)), world.Now.AddHours(-1));
            state = WatchMachine.After(state, ended, world.Now, Pace, 1);
            pauses.Add(state.NotBefore - world.Now);
        }

        pauses[^1].ShouldBeGreaterThan(pauses[0] * 8);
        state.NeedsFreshCredential.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3600, 3600)]
    [InlineData(-3600, 0)]
    public void Until_when_a_server_wants_to_be_left_alone_is_heeded_and_shortens_nothing(int told, int atLeast)
    {
        var world = Idling();
        var broke = new WatchEvent.ConnectionBroke(WatchWorld.Failure(MailErrorKind.ConnectionLost, world.Now.AddSeconds(told)), world.Now.AddSeconds(-1));
        var state = WatchMachine.After(world.State, broke, world.Now, Pace, 1);
        (state.NotBefore - world.Now).ShouldBeGreaterThan(TimeSpan.FromSeconds(atLeast) - TimeSpan.FromTicks(1));
        state.NotBefore.ShouldBeGreaterThan(world.Now);
        state.NeedsFreshCredential.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pass_that_went_well_forgets_what_went_wrong_before(bool isBrief)
    {
        var world = Idling();
        var troubled = world.State with { Collisions = 3, Refusals = 2, ChangedInVain = 1, NeedsFreshCredential = true, NotBefore = world.Now.AddMinutes(5) };
        var ended = new WatchEvent.PassEnded(isBrief ? PassScope.Of(["INBOX"]) : PassScope.Account, WatchWorld.Report(null), world.Now);
        var state = WatchMachine.After(troubled, ended, world.Now, Pace, 0.5);
        (state.Collisions, state.Refusals, state.ChangedInVain, state.NeedsFreshCredential, state.NotBefore).ShouldBe((0, 0, 0, false, world.Now));
    }

    [Fact]
    public void A_clock_that_is_set_back_lengthens_no_pause()
    {
        var world = Idling();
        world.Step(new(1, 0.1, 0.5));
        world.State.NotBefore.ShouldBeGreaterThan(world.Now);
        var setBack = world.Now -= TimeSpan.FromHours(12);
        world.Step(Fine).ShouldBeOfType<WatchStep.Wait>().Until.ShouldBeLessThan(setBack + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_clock_that_was_set_back_puts_nothing_off_further_than_it_would_be_now() => Gen.Int[-200_000, 200_000].Array[7].Sample(seconds =>
    {
        var now = WatchWorld.Start;
        DateTimeOffset[] t = [.. seconds.Select(s => now.AddSeconds(s))];
        var state = new WatchState(t[0], t[1], t[2]) { LookFrom = t[3], NotBefore = t[4], Pause = TimeSpan.FromSeconds(40), IdleFrom = t[5], ChangeFrom = t[6] };
        var after = WatchMachine.Decide(state, now, Pace, 0.5).State;
        new[] { after.PollDue, after.UsualDue, after.EverythingDue, after.LookFrom, after.NotBefore, after.IdleFrom, after.ChangeFrom }.ShouldBe(
            t.Zip(
                [Pace.Poll, WatchPace.Usual, WatchPace.Everything, WatchPace.SettleAtMost, state.Pause, WatchPace.IdleAgain, WatchPace.Refused],
                (due, most) => due < now + most ? due : now + most));
    });

    [Fact]
    public void Everything_is_compared_once_a_day_and_flags_every_half_hour()
    {
        var world = new WatchWorld();
        while (world.Now < WatchWorld.Start + TimeSpan.FromDays(7)) world.Step(Fine);
        var passes = world.Log.Select(l => l.Step).OfType<WatchStep.Pass>().ToList();
        passes.Count(p => p.Scope.Depth == PassDepth.Everything).ShouldBeInRange(6, 8);
        passes.Count(p => p.Scope.Depth >= PassDepth.Usual).ShouldBeInRange(7 * 40, 7 * 49);
        passes.Count.ShouldBeInRange(7 * 24 * 11, 7 * 24 * 13);
    }

    static WatchWorld Idling()
    {
        var world = new WatchWorld();
        world.Step(Fine);
        world.Now += TimeSpan.FromSeconds(1);
        return world;
    }

    static List<WatchStep> Steps(WatchWorld world, int count) => [.. Enumerable.Range(0, count).Select(_ => world.Step(Fine))];

    /// <summary>The logins that nothing else called for than the watch itself.</summary>
    static IEnumerable<DateTimeOffset> Unprovoked(WatchWorld world)
    {
        for (var i = 0; i < world.Log.Count; i++)
        {
            var (at, step, _) = world.Log[i];
            if (step is WatchStep.Pass && world.Logins.Contains(at) && (i == 0 || world.Log[i - 1].Ended is not WatchEvent.CredentialChanged)) yield return at;
        }
    }

    static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
