package trace_test

import (
	"fmt"
	"strings"
	"testing"

	"gopherscope/sim/trace"

	"pgregory.net/rapid"
)

// anyEvent draws an event with values in every field.
func anyEvent(t *rapid.T) trace.Event {
	return trace.Event{
		At:    trace.Time(rapid.Int64().Draw(t, "at")),
		Step:  rapid.Uint64().Draw(t, "step"),
		Kind:  trace.Kind(rapid.IntRange(0, int(trace.KindCount)-1).Draw(t, "kind")),
		Rule:  trace.Rule(rapid.IntRange(0, int(trace.RuleBarrier)).Draw(t, "rule")),
		Why:   trace.Reason(rapid.IntRange(0, int(trace.SyscallNoP)).Draw(t, "why")),
		To:    trace.Place(rapid.IntRange(0, int(trace.GlobalQueue)).Draw(t, "to")),
		Flag:  rapid.Bool().Draw(t, "flag"),
		P:     trace.ProcID(rapid.Int32().Draw(t, "p")),
		M:     trace.ThreadID(rapid.Int32().Draw(t, "m")),
		From:  trace.ProcID(rapid.Int32().Draw(t, "from")),
		G:     trace.GoID(rapid.Int64().Draw(t, "g")),
		Other: trace.GoID(rapid.Int64().Draw(t, "other")),
		PC:    rapid.Int32().Draw(t, "pc"),
		Func:  rapid.Int32().Draw(t, "func"),
		Obj:   rapid.Uint64().Draw(t, "obj"),
		N:     rapid.Int64().Draw(t, "n"),
		N2:    rapid.Int64().Draw(t, "n2"),
		Until: trace.Time(rapid.Int64().Draw(t, "until")),
		Text:  string(rapid.SliceOf(rapid.Byte()).Draw(t, "text")),
	}
}

func TestJSONComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent(t)
		line := trace.AppendJSON(nil, e)
		if strings.Contains(string(line), "\n") {
			t.Fatalf("%s has two lines", line)
		}
		back, err := trace.ParseJSON(line)
		if err != nil || back != e {
			t.Fatalf("%+v\nis %s\nand comes back as %+v, %v", e, line, back, err)
		}
	})
}

func TestJSONIsShort(t *testing.T) {
	e := trace.Event{At: 30, Kind: trace.GoCreate, P: 0, M: trace.NoThread, G: 1, Other: 2, To: trace.RunNext}
	const want = `{"at":30,"kind":"GoCreate","p":0,"g":1,"other":2,"to":"runnext"}`
	if got := string(trace.AppendJSON(nil, e)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParseJSONErrors(t *testing.T) {
	for line, want := range map[string]string{
		``:                                  "EOF",
		`{"at":1,"kind":"GoFly"}`:           `unknown kind "GoFly"`,
		`{"kind":"GoStart","rule":"luck"}`:  `unknown rule "luck"`,
		`{"kind":"GoBlock","why":"tired"}`:  `unknown reason "tired"`,
		`{"kind":"GoStop","to":"the moon"}`: `unknown place "the moon"`,
		`{"kind":"GoStop","weight":3}`:      `unknown field "weight"`,
		`{"kind":"GoStop"} {}`:              "more than one value",
		`{"kind":"GoStop","p":99999999999}`: "99999999999",
	} {
		if _, err := trace.ParseJSON([]byte(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", line, err, want)
		}
	}
}

// What parses, prints; what prints, parses to the same.
func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(`{"at":30,"kind":"GoCreate","p":0,"g":1,"other":2,"to":"runnext"}`))
	f.Add([]byte(`{"at":55,"step":3,"kind":"GoBlock","p":0,"m":0,"g":1,"why":"chan receive","obj":8192,"text":"x"}`))
	f.Add([]byte(`{"at":60,"kind":"GCGrey","p":2,"g":9,"rule":"stack","other":7,"obj":4202496,"text":"main.node"}`))
	f.Add([]byte(`{"at":61,"kind":"GCSpan","p":2,"g":9,"obj":4202496,"n":31,"n2":12,"flag":true}`))
	f.Add([]byte(`{"kind":"HeapGoal","n":9223372036854775807,"n2":9223372036854775807}`))
	f.Add([]byte(`{"kind":"GoWrite","n":1,"bytes":"/w=="}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		e, err := trace.ParseJSON(line)
		if err != nil {
			return
		}
		back, err := trace.ParseJSON(trace.AppendJSON(nil, e))
		if err != nil || back != e {
			t.Errorf("%s\nis %+v\nand comes back as %+v, %v", line, e, back, err)
		}
		var pr trace.Printer
		if len(pr.Append(nil, e)) == 0 {
			t.Errorf("%+v prints as nothing", e)
		}
	})
}

func TestDigestTellsEveryFieldApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyEvent(t), anyEvent(t)
		sum := func(es ...trace.Event) string {
			d := trace.NewDigest()
			for _, e := range es {
				d.Add(e)
			}
			return d.Sum()
		}
		if (sum(a) == sum(b)) != (a == b) {
			t.Fatalf("digests of %+v and %+v", a, b)
		}
		if once, again := sum(a, b), sum(a, b); once != again || a != b && sum(a, b) == sum(b, a) {
			t.Fatalf("digests of both orders of %+v and %+v", a, b)
		}
	})
}

func BenchmarkDigest(b *testing.B) {
	d := trace.NewDigest()
	e := trace.Event{At: 30, Kind: trace.GoCreate, G: 1, Other: 2, To: trace.RunNext}
	b.ReportAllocs()
	for b.Loop() {
		d.Add(e)
	}
}

func ExampleAppendJSON() {
	e := trace.Event{At: 55, Kind: trace.GoBlock, G: 1, Why: trace.ChanReceive, Obj: 0x2000}
	line := trace.AppendJSON(nil, e)
	fmt.Println(string(line))
	back, err := trace.ParseJSON(line)
	fmt.Println(back == e, err)
	// Output:
	// {"at":55,"kind":"GoBlock","p":0,"m":0,"g":1,"why":"chan receive","obj":8192}
	// true <nil>
}
