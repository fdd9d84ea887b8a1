package std_test

import (
	"fmt"
	"time"
)

func casesTime(emit func(string)) {
	zoneCases(emit)
	encodingCases(emit)
	durations := []time.Duration{0, 1, 999, 1000, 1500, -1, 1e6, 1234567, 1e9, 90 * time.Second, -3 * time.Hour, 1<<63 - 1, -1 << 63, 25*time.Hour + 3*time.Minute + 4*time.Second + 5*time.Millisecond}
	for _, d := range durations {
		emit(fmt.Sprint(d, d.Seconds(), d.Minutes(), d.Hours(), d.Milliseconds(), d.Microseconds(), d.Nanoseconds(), d.Abs()))
		for _, m := range []time.Duration{0, 1, 7, time.Microsecond, time.Second, time.Hour, 1<<63 - 1} {
			emit(fmt.Sprint(d.Round(m), d.Truncate(m)))
		}
	}
	for _, s := range []string{"1h", "1.5s", "-2m3s", "100us", "1µs", "", "3", "x", "1h1", "9999999h", "+5ms", ".5s"} {
		d, err := time.ParseDuration(s)
		emit(fmt.Sprint(d, err))
	}
	est := time.FixedZone("EST", -5*3600)
	times := []time.Time{{}, time.Unix(0, 0).UTC(), time.Unix(1700000000, 123456789).UTC(), time.Date(2024, 2, 29, 23, 59, 59, 5e8, time.UTC), time.Date(1969, 12, 31, 0, 0, 0, 0, est), time.Date(2023, 14, 35, 25, 61, 61, 1e9+1, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, t := range times {
		emit(fmt.Sprint(t, t.Unix(), t.UnixNano(), t.UnixMilli(), t.IsZero(), t.Weekday(), t.YearDay(), t.Nanosecond(), t.Location()))
		y, m, d := t.Date()
		h, min, s := t.Clock()
		iy, iw := t.ISOWeek()
		emit(fmt.Sprint(y, m, d, h, min, s, iy, iw, t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second()))
		emit(fmt.Sprintf("%v %s %#v", t, t, t))
		for _, layout := range []string{time.RFC3339Nano, time.RFC1123, time.Kitchen, time.ANSIC, time.StampMicro, "2006-01-02T15:04:05.000 Mon Jan _2 MST -07", time.DateOnly} {
			text := t.Format(layout)
			back, err := time.Parse(layout, text)
			emit(fmt.Sprint(text, back, err))
		}
		for _, dur := range durations[:12] {
			emit(fmt.Sprint(t.Add(dur), t.Round(dur), t.Truncate(dur)))
		}
		emit(fmt.Sprint(t.AddDate(1, -2, 40), t.In(est), t.UTC()))
		for _, u := range times {
			emit(fmt.Sprint(t.Sub(u), t.Before(u), t.After(u), t.Equal(u), t.Compare(u), t == u))
		}
	}
	for _, t := range times {
		b, err := t.MarshalJSON()
		var u time.Time
		uerr := u.UnmarshalJSON(b)
		emit(fmt.Sprint(string(b), err, u, uerr, t.IsDST()))
	}
	for _, s := range []string{"2024-01-02T03:04:05Z", "2024-01-02T03:04:05+02:00", "2024-13-02T03:04:05Z", "junk", ""} {
		t, err := time.Parse(time.RFC3339, s)
		emit(fmt.Sprint(t.Unix(), err))
	}
	emit(fmt.Sprint(time.Month(0), time.March, time.Month(13), time.Saturday, time.Weekday(9)))
	emit(fmt.Sprintf("%d %v %s %T", time.Second, time.Second, time.Millisecond*15, time.Second))

	start := time.Now()
	time.Sleep(3 * time.Millisecond)
	took := time.Since(start)
	emit(fmt.Sprint(took >= 3*time.Millisecond, took < time.Second, start.Before(time.Now()), start.Round(0) == start, start.Equal(start.Round(0))))
	timer := time.NewTimer(time.Hour)
	emit(fmt.Sprint(timer.Stop(), timer.Stop(), timer.Reset(time.Millisecond), len(timer.C), cap(timer.C)))
	at := <-timer.C
	emit(fmt.Sprint(at.Sub(start) >= 4*time.Millisecond))
	done := make(chan string)
	time.AfterFunc(time.Millisecond, func() { done <- "func" })
	emit(<-done)
	ticker := time.NewTicker(time.Millisecond)
	for range 3 {
		<-ticker.C
	}
	ticker.Reset(2 * time.Millisecond)
	<-ticker.C
	ticker.Stop()
	select {
	case <-time.After(2 * time.Millisecond):
		emit("after")
	case <-ticker.C:
		emit("tick")
	}
	try := func(name string, f func()) {
		defer func() { emit(fmt.Sprint(name, " panics: ", recover())) }()
		f()
	}
	try("ticker", func() { time.NewTicker(0) })
	try("timer", func() { new(time.Timer).Stop() })
	try("reset", func() { new(time.Timer).Reset(1) })
}

// zoneCases are of places whose clocks change with the seasons.
func zoneCases(emit func(string)) {
	for _, name := range []string{"", "UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Nowhere/Land", "../x", "/etc"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			emit(fmt.Sprint(name, " ", err))
			continue
		}
		for _, sec := range []int64{-1 << 40, -2e9, 0, 1e9, 1710054000, 1710054000 + 3600, 1730613600, 1711846800, 2e9, 1e11} {
			t := time.Unix(sec, 5).In(loc)
			start, end := t.ZoneBounds()
			emit(fmt.Sprint(t, t.IsDST(), t.Location(), start.IsZero(), start.Unix(), end.IsZero(), end.Unix()))
			emit(fmt.Sprintf("%#v %v", t, t.AddDate(0, 6, 0)))
		}
		for hour := range 5 {
			emit(fmt.Sprint(time.Date(2024, 3, 10, hour, 30, 0, -1, loc), time.Date(2024, 11, 3, hour, 30, 0, 1e9, loc), time.Date(2024, 3, 31, hour, 0, 0, 0, loc)))
		}
		for _, v := range []string{"2024-07-01 12:00 EDT", "2024-07-01 12:00 CEST", "2024-12-01 12:00 XYZ", "2024-07-01 12:00 UTC"} {
			t, err := time.ParseInLocation("2006-01-02 15:04 MST", v, loc)
			emit(fmt.Sprint(t, err))
		}
		t, err := time.ParseInLocation(time.DateTime, "2024-07-01 12:00:00", loc)
		emit(fmt.Sprint(t, err))
	}
	_, err := time.LoadLocationFromTZData("x", []byte("nothing"))
	emit(fmt.Sprint(err))
}

// encodingCases are of the forms that a Time can be written in.
func encodingCases(emit func(string)) {
	for _, t := range []time.Time{{}, time.Unix(1e9, 1).UTC(), time.Unix(1e9, 1).In(time.FixedZone("A", 3600)),
		time.Unix(1e9, 1).In(time.FixedZone("B", -3601)), time.Unix(1e9, 1).In(time.FixedZone("C", -60)),
		time.Unix(1e9, 1).In(time.FixedZone("D", 1<<30)), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		b, err := t.MarshalBinary()
		emit(fmt.Sprintf("%x %v", b, err))
		var u time.Time
		err = u.UnmarshalBinary(b)
		emit(fmt.Sprint(u, err, u.Equal(t)))
		b, err = t.GobEncode()
		emit(fmt.Sprint(b, err, u.GobDecode(b), u))
		b, err = t.AppendBinary([]byte("x"))
		emit(fmt.Sprint(b, err))
		b, err = t.MarshalText()
		emit(fmt.Sprintf("%s %v", b, err))
		b, err = t.AppendText([]byte("x"))
		emit(fmt.Sprintf("%s %v", b, err))
		b, err = t.MarshalJSON()
		emit(fmt.Sprintf("%s %v", b, err))
	}
	for _, s := range []string{"", "\x03", "\x01", "\x02234567890123456", "\x01234567890123456"} {
		var t time.Time
		emit(fmt.Sprint(t.UnmarshalBinary([]byte(s))))
	}
	for _, s := range []string{`null`, `"2024-01-02T03:04:05Z"`, `"2024-01-02T03:04:05.5+01:30"`, `2024`, `""`, `"2024-13-02T03:04:05Z"`} {
		var t time.Time
		err := t.UnmarshalJSON([]byte(s))
		emit(fmt.Sprint(t, err))
		err = t.UnmarshalText([]byte(s))
		emit(fmt.Sprint(t, err))
	}
	_, err := time.Parse(time.DateOnly, "2024-xx-01")
	if e, ok := err.(*time.ParseError); ok {
		emit(fmt.Sprintf("%+v %q %q %q %q %q", *e, e.Layout, e.Value, e.LayoutElem, e.ValueElem, e.Message))
	}
	_, err = time.Parse(time.DateOnly, "2024-02-31")
	if e, ok := err.(*time.ParseError); ok {
		emit(fmt.Sprintf("%+v %q %q %q %q %q", *e, e.Layout, e.Value, e.LayoutElem, e.ValueElem, e.Message))
	}
}
