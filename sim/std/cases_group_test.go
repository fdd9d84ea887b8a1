package std_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

func casesGroup(emit func(string)) {
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(2)
	boom := errors.New("boom")
	for i := range 5 {
		g.Go(func() error {
			if i == 3 {
				return boom
			}
			return nil
		})
	}
	emit(fmt.Sprint(g.Wait(), ctx.Err(), context.Cause(ctx)))
	var plain errgroup.Group
	plain.SetLimit(1)
	block := make(chan bool)
	emit(fmt.Sprint(plain.TryGo(func() error { <-block; return nil }), plain.TryGo(func() error { return boom })))
	close(block)
	emit(fmt.Sprint(plain.Wait()))

	s := semaphore.NewWeighted(3)
	emit(fmt.Sprint(s.TryAcquire(2), s.TryAcquire(2), s.TryAcquire(1)))
	got := make(chan error)
	go func() { got <- s.Acquire(context.Background(), 2) }()
	time.Sleep(time.Millisecond)
	s.Release(2)
	emit(fmt.Sprint(<-got))
	short, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	emit(fmt.Sprint(s.Acquire(short, 1), s.Acquire(short, 9)))
	s.Release(3)
	emit(fmt.Sprint(s.TryAcquire(3)))
	func() {
		defer func() { emit(fmt.Sprint(recover())) }()
		s.Release(4)
	}()
}
